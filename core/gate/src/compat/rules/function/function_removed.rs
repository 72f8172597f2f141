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

/// A hint, not a verdict: a function of the same type and name is new in another module, or one of the same type alone
/// where the type says something.
fn renamed(pair: &FunctionPair<'_>, gone: &Function) -> String {
    let added = &pair.component.added_functions;
    if added.len() > MOST_ADDED {
        return String::new();
    }
    let alike: Vec<&FunctionName> =
        added.iter().filter(|(_, function)| *function == gone).map(|(name, _)| *name).collect();
    let export = |name: &FunctionName| name.as_str().rsplit(':').next().map(str::to_owned);
    let moved: Vec<&FunctionName> = alike.iter().copied().filter(|name| export(name) == export(pair.name)).collect();
    match (moved.as_slice(), alike.as_slice()) {
        ([name], _) => format!("; was it renamed to `{name}`?"),
        (_, [name]) if gone.args().is_some() => format!("; was it renamed to `{name}`?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::compat::{Evidence, Options, check};
    use crate::surface::Surface;

    /// The message on `a:list`, which becomes the functions with these names. All take the same arguments.
    fn message(args: &str, names: &[&str]) -> String {
        let function = |name: &&str| format!(r#"{{"identifier": "{name}", "functionType": "Query", "args": {args}}}"#);
        let surface = |names: &[&str]| {
            let functions = names.iter().map(function).collect::<Vec<_>>();
            Surface::parse(&format!("[{}]", functions.join(","))).unwrap()
        };
        let report = check(&surface(&["a:list"]), &surface(names), &Evidence::default(), &Options::at(0.0));
        report.findings.into_iter().map(|finding| finding.message).collect()
    }

    const TYPED: &str = r#"{"type": "object", "value": {"by": {"fieldType": {"type": "string"}, "optional": false}}}"#;

    #[test]
    fn the_only_new_function_of_the_same_type_may_be_the_old_one() {
        assert!(message(TYPED, &["a:all"]).ends_with("; was it renamed to `a.js:all`?"));
        assert!(message(TYPED, &["a:all", "b:list"]).ends_with("; was it renamed to `b.js:list`?"));
        assert!(message(TYPED, &["a:all", "a:some"]).ends_with("is gone"));
    }

    #[test]
    fn a_type_that_says_nothing_is_no_hint_but_the_same_name_is() {
        assert!(message("null", &["a:all"]).ends_with("is gone"));
        assert!(message("null", &["a:all", "b:list"]).ends_with("; was it renamed to `b.js:list`?"));
    }
}
