//! A function may return values that old readers do not expect.
//!
//! # What it finds
//! A place in the result where the candidate allows a value that the baseline excludes, and that breaks even a reader
//! that ignores unknown fields: another type, another literal, a field that may be absent. `returns-field-added` covers
//! fields that are only added.
//!
//! # Why it breaks
//! Deployed clients were written against the old type: they call methods on a value that may now be `null`, or meet a
//! case that their `switch` does not have. For an internal function, or a function of a component, the level is info:
//! the functions that read the result are deployed together with it.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query", "returns": {"type": "string"}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query",
//!   "returns": {"type": "union", "value": [{"type": "string"}, {"type": "null"}]}}]}
//! ```
//!
//! # Safe rollout
//! Prepare the clients for the new values first, or add a function with the new type beside the old one.

use super::returns;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::is_promised_on_both_sides(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_widened());
    for cause in &causes.list {
        let message = format!("`{name}` {}", returns::describe_unexpected(cause));
        let fix = format!("keep the result type of `{name}`, and add a function with the new type");
        sink.push(Draft::new(pair.subject(), message).affects(pair.readers()).explain_new(cause).fix(fix));
    }
    if causes.undecided {
        sink.undecided(pair.subject(), format!("whether readers of `{name}` can handle its result"));
    }
}
