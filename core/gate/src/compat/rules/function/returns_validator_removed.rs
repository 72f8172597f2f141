//! A function no longer promises what it returns.
//!
//! # What it finds
//! A function with a validator of its results that has none, or `v.any()`, in the candidate.
//!
//! # Why it breaks
//! The type of the results is no longer checked when the function runs, and no later check of compatibility can
//! tell whether clients still get what they were written for. For an internal function, or one of a component, it
//! is good to know and no more.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query", "returns": {"type": "string"}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query"}]}
//! ```
//!
//! # Safe rollout
//! Keep the validator, and widen it where it is too narrow.

use super::returns;
use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "returns-validator-removed",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Risky,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("returns_validator_removed.rs"),
    check: Check::Function(check),
};

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::promise_is_gone(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_widened());
    if let Some(cause) = causes.list.first() {
        let readers = pair.readers();
        sink.push(
            Draft::new(pair.subject(), format!("`{name}` no longer promises what it returns"))
                .level(readers.level.min(Level::Risky))
                .breaks(readers.breaks)
                .witness(&cause.witness)
                .fix(format!("keep a validator of what `{name}` returns")),
        );
    } else if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` may return anything new"));
    }
}
