//! A function promises to return fewer values.
//!
//! # What it finds
//! A function whose results in the candidate are a proper subset of those in the baseline; also a result validator that
//! is new. If the candidate may return something new as well, the code has changed with the type, and nothing is
//! reported.
//!
//! # Why it breaks
//! Readers are safe. But Convex checks what the code really returns: if it still returns a value that is now excluded,
//! the call fails with `ReturnsValidationError`, and a mutation is rolled back.
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
//! Make sure that the code can no longer return the excluded values (stored documents included) before you narrow the
//! validator.

use super::returns;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::is_contained(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_narrowed());
    for cause in &causes.list {
        let message = format!("`{name}` {}", returns::describe_excluded(cause));
        let fix = format!("let the validator of `{name}` accept what its code can return");
        sink.push(Draft::new(pair.subject(), message).explain(cause).fix(fix));
    }
    if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` may still return every value that it returned"));
    }
}
