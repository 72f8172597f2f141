//! The baseline refuses calls that the candidate schedules.
//!
//! # What it finds
//! A place in the arguments of a mutation or an action where the baseline refuses a value that the candidate accepts;
//! also functions that the scheduler can call in the candidate but not in the baseline.
//!
//! # Why it breaks
//! Scheduled calls run with the code that is deployed when they are due. Calls that the candidate has scheduled with
//! the new arguments fail after a rollback to the baseline, and are not retried.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:remind", "functionType": "Mutation", "visibility": {"kind": "internal"},
//!   "args": {"type": "object", "value": {}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:remind", "functionType": "Mutation", "visibility": {"kind": "internal"},
//!   "args": {"type": "object", "value": {"at": {"fieldType": {"type": "number"}, "optional": true}}}}]}
//! ```
//!
//! # Safe rollout
//! Deploy only the function with the wider arguments, before any code that schedules it with them.

use super::refusal;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = pair.both() else { return };
    match (old.kind.is_schedulable(), new.kind.is_schedulable()) {
        (true, true) => refusal::report_args(pair, "scheduled calls", sink),
        (false, true) => {
            let message = format!("`{}`, scheduled calls: it is a {} in the baseline", pair.name, old.kind);
            sink.push(Draft::new(pair.subject(), message).detail(old.kind.to_string()));
        }
        (_, false) => {}
    }
}
