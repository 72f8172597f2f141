//! The baseline refuses arguments that clients of the candidate send.
//!
//! # What it finds
//! A place in the arguments of a public function where the baseline refuses a value that the candidate accepts. A new
//! optional argument is enough.
//!
//! # Why it breaks
//! Clients built against the candidate keep sending such arguments after a rollback to the baseline, and get
//! `ArgumentValidationError`.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query", "visibility": {"kind": "public"},
//!   "args": {"type": "object", "value": {}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query", "visibility": {"kind": "public"},
//!   "args": {"type": "object", "value": {"limit": {"fieldType": {"type": "number"}, "optional": true}}}}]}
//! ```
//!
//! # Safe rollout
//! Deploy the function with the wider arguments before any client that sends them.

use super::refusal;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    // A rollback to a function of another kind, or to an internal one, breaks clients with any arguments.
    if pair.has_clients() && pair.still_callable().is_some() {
        refusal::report_args(pair, "arguments", sink);
    }
}
