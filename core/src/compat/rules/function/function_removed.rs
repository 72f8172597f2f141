//! A function is gone.
//!
//! # What it finds
//! A function of the baseline that the candidate does not have under the same name.
//!
//! # Why it breaks
//! Clients that are out there go on calling it, and get `Could not find public function`. Calls that are scheduled for
//! it fail when they are due, and are not tried again. For an internal function, or one of a component, it is risky:
//! those who call it are deployed together with it. It is left out where evidence shows that nothing scheduled names
//! such a function.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query"}]}
//! ```
//! ```json candidate
//! {"functions": []}
//! ```
//!
//! # Safe rollout
//! Keep the old function beside its successor until no client calls it and nothing is scheduled for it.

use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};
use crate::surface::{Function, FunctionName};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "function-removed",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Breaking,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("function_removed.rs"),
    check: Check::Function(check),
};

/// Among more new functions than these, a guess would be worth nothing, and take long.
const MOST_ADDED: usize = 50;

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (Some(function), None, Some(callers)) = (pair.baseline, pair.candidate, pair.callers()) else { return };
    let name = pair.name;
    let message = format!("{} `{name}` is gone{}", function.kind, renamed(pair, function));
    sink.push(Draft::new(pair.subject(), message).felt_by(callers).fix(format!("keep `{name}` until nobody calls it")));
}

/// A hint, not a verdict: another function of the same type is new. Where several are, the one of the same name in
/// another module is meant.
fn renamed(pair: &FunctionPair<'_>, gone: &Function) -> String {
    let added = &pair.component.added_functions;
    if added.len() > MOST_ADDED {
        return String::new();
    }
    let alike: Vec<&FunctionName> =
        added.iter().filter(|(_, function)| *function == gone).map(|(name, _)| *name).collect();
    let export = |name: &FunctionName| name.as_str().rsplit(':').next().map(str::to_owned);
    let moved: Vec<&FunctionName> = alike.iter().copied().filter(|name| export(name) == export(pair.name)).collect();
    match (alike.as_slice(), moved.as_slice()) {
        ([name], _) | (_, [name]) => format!("; was it renamed to `{name}`?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::compat::{Evidence, Options, check};
    use crate::surface::Surface;

    /// The message on `a:list`, which becomes the functions with these names.
    fn message(names: &[&str]) -> String {
        let surface = |names: &[&str]| {
            let functions = names.iter().map(|name| format!(r#"{{"identifier": "{name}", "functionType": "Query"}}"#));
            Surface::parse(&format!("[{}]", functions.collect::<Vec<_>>().join(","))).unwrap()
        };
        let report = check(&surface(&["a:list"]), &surface(names), &Evidence::default(), &Options::at(0.0));
        report.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_only_new_function_of_the_same_type_may_be_the_old_one() {
        assert!(message(&["a:all"]).ends_with("; was it renamed to `a.js:all`?"));
        assert!(message(&["a:all", "b:list"]).ends_with("; was it renamed to `b.js:list`?"));
        assert!(message(&["a:all", "a:some"]).ends_with("is gone"));
    }
}
