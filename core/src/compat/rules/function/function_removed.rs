//! A function is gone.
//!
//! # What it finds
//! A function of the baseline that the candidate does not have under the same name.
//!
//! # Why it breaks
//! Clients that are out there go on calling it, and get `Could not find public function`. Calls that are scheduled for
//! it fail when they are due, and are not tried again.
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
use crate::surface::Function;

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

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (Some(function), None, Some(callers)) = (pair.baseline, pair.candidate, pair.callers()) else { return };
    let name = pair.name;
    let message = format!("{} `{name}` is gone{}", function.kind, renamed(pair, function));
    sink.push(
        Draft::new(pair.subject(), message)
            .level(callers.level)
            .breaks(callers.breaks)
            .fix(format!("keep `{name}` until nobody calls it")),
    );
}

/// A hint, not a verdict: another function of the same type is new.
fn renamed(pair: &FunctionPair<'_>, gone: &Function) -> String {
    let side =
        |side: Option<&'_ crate::surface::Component>| side.and_then(|component| component.functions.known().cloned());
    let (Some(old), Some(new)) = (side(pair.component.baseline), side(pair.component.candidate)) else {
        return String::new();
    };
    let mut added = new.iter().filter(|(name, function)| !old.contains_key(*name) && *function == gone);
    match (added.next(), added.next()) {
        (Some((name, _)), None) => format!("; was it renamed to `{name}`?"),
        _ => String::new(),
    }
}
