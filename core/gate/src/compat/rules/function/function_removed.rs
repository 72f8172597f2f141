//! A function was removed.
//!
//! # What it finds
//! A function of the baseline that the candidate does not have under the same name.
//!
//! # Why it breaks
//! Deployed clients keep calling it and get `Could not find public function`. Calls that are scheduled for it fail when
//! they are due, and are not retried. For an internal function, or a function of a component, the level is risky: its
//! callers are deployed together with it. Nothing is reported if the evidence shows that no scheduled call names such a
//! function. Nothing schedules a query, so nothing is reported for an internal one. If the file is still there and
//! Convex's command leaves it out, the message says so: its name has a space or more than one dot, it has neither `import`
//! nor `export`, or its folder has a `convex.config.ts`.
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
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::{Function, FunctionName, LeftOut};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

/// With more new functions than this, a guess is worthless and slow.
const MAX_ADDED: usize = 50;

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (Some(function), None, Some(callers)) = (pair.baseline, pair.candidate, pair.callers()) else { return };
    let name = pair.name;
    let left_out = pair.component.candidate.and_then(|component| component.left_out(name.module()));
    let draft = match left_out {
        Some(LeftOut { file, reason }) => {
            let message = format!(
                "{} `{name}` is no longer deployed: Convex's command leaves out `{file}`, because {reason}",
                function.kind
            );
            Draft::new(pair.subject(), message).fix(format!("change `{file}` so that it is a module again"))
        }
        None => {
            let message = format!("{} `{name}` was removed{}", function.kind, rename_hint(pair, function));
            Draft::new(pair.subject(), message).fix(format!("keep `{name}` until nothing calls it"))
        }
    };
    sink.push(draft.affects(callers));
}

/// Suggests the new name: a new function of the same type and name in another module, or the only one of the same type
/// if the type is specific. A hint, not a verdict.
fn rename_hint(pair: &FunctionPair<'_>, removed: &Function) -> String {
    let added = &pair.component.added_functions;
    if added.len() > MAX_ADDED {
        return String::new();
    }
    let alike: Vec<&FunctionName> =
        added.iter().filter(|(_, function)| *function == removed).map(|(name, _)| *name).collect();
    let export = |name: &FunctionName| name.as_str().rsplit(':').next().map(str::to_owned);
    let moved: Vec<&FunctionName> = alike.iter().copied().filter(|name| export(name) == export(pair.name)).collect();
    match (moved.as_slice(), alike.as_slice()) {
        ([name], _) => format!("; was it renamed to `{name}`?"),
        (_, [name]) if removed.args().is_some() => format!("; was it renamed to `{name}`?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::compat::{Evidence, Options, check};
    use crate::surface::Surface;

    /// Returns the message about `a:list` when it is replaced by functions with these names. All take the same
    /// arguments.
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
    fn only_new_function_of_same_type_is_suggested() {
        assert!(message(TYPED, &["a:all"]).ends_with("; was it renamed to `a.js:all`?"));
        assert!(message(TYPED, &["a:all", "b:list"]).ends_with("; was it renamed to `b.js:list`?"));
        assert!(message(TYPED, &["a:all", "a:some"]).ends_with("was removed"));
    }

    #[test]
    fn unspecific_type_needs_same_name_for_hint() {
        assert!(message("null", &["a:all"]).ends_with("was removed"));
        assert!(message("null", &["a:all", "b:list"]).ends_with("; was it renamed to `b.js:list`?"));
    }
}
