//! A function promises to return less than it did.
//!
//! # What it finds
//! A function whose results in the candidate are some of those in the baseline, and not all; also a validator where
//! there was none. Where the candidate may return something new as well, the code has changed with the type, and
//! nothing is said.
//!
//! # Why it breaks
//! Readers are safe. But Convex checks what the code really returns: where it still returns one of the values that
//! are excluded now, the call fails with `ReturnsValidationError`, and a mutation is rolled back.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query",
//!   "returns": {"type": "union", "value": [{"type": "string"}, {"type": "null"}]}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query", "returns": {"type": "string"}}]}
//! ```
//!
//! # Safe rollout
//! Make sure that the code can no longer return the excluded values (stored documents included) before the
//! validator says so.

use super::returns;
use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "returns-narrowed",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Info,
    breaks: &[Breaks::Operators],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("returns_narrowed.rs"),
    check: Check::Function(check),
};

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::is_contained(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_narrowed());
    for cause in &causes.list {
        let message = format!("`{name}` {}", returns::excluded(cause));
        let fix = format!("let the validator of `{name}` accept what its code can return");
        sink.push(Draft::new(pair.subject(), message).of(cause).fix(fix));
    }
    if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` may still return all that it returned"));
    }
}
