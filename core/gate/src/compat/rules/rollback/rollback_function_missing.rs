//! The baseline lacks a function that callers of the candidate use.
//!
//! # What it finds
//! A public function of the root component, and any mutation or action, that only the candidate has.
//!
//! # Why it breaks
//! Clients built against the candidate keep calling a public function after a rollback to the baseline, and get an error.
//! Calls of a mutation or an action that the candidate has scheduled fail when they are due, and are not retried.
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:search", "functionType": "Query", "visibility": {"kind": "public"}}]}
//! ```
//!
//! # Safe rollout
//! Deploy the new function before any client or code that uses it. That is a version you can roll back to.

use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Visibility;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (None, Some(new)) = (pair.baseline, pair.candidate) else { return };
    let has_clients = pair.component.is_root() && new.visibility == Visibility::Public;
    let users = match (has_clients, new.kind.is_schedulable()) {
        (true, true) => "clients and scheduled calls",
        (true, false) => "clients",
        (false, true) => "scheduled calls",
        (false, false) => return,
    };
    let message = format!("`{}`, {users} of the candidate: the baseline does not have the function", pair.name);
    let fix = format!("first deploy `{}` without any use of it, as a version that you can roll back to", pair.name);
    sink.push(Draft::new(pair.subject(), message).detail(users).fix(fix));
}
