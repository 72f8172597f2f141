//! An argument is required that was not.
//!
//! # What it finds
//! A top-level field of the arguments that old callers may leave out, and that the candidate requires: a new one,
//! or one that was optional.
//!
//! # Why it breaks
//! Clients that are out there leave it out, and get `ArgumentValidationError`. For an internal function, or one of
//! a component, it is risky: those who call it are deployed together with it, and scheduled calls have rules of
//! their own. It is left out where evidence shows that nothing scheduled names such a function, and for functions
//! that their callers can no longer call at all.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"body": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"body": {"fieldType": {"type": "string"}, "optional": false},
//!     "channel": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Make the argument optional, and let the function fill in what old clients leave out. Require it when none of
//! them is left.

use super::args;
use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};
use crate::schema::check::Reason;

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "args-field-required",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Breaking,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("args_field_required.rs"),
    check: Check::Function(check),
};

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((callers, causes)) = args::narrowed(pair) else { return };
    for cause in &causes.list {
        if let Some((field, Reason::MissingField)) = args::top_level(cause) {
            let known = pair.baseline.is_some_and(|function| args::has_field(function, field));
            let before = if known { "which was optional" } else { "which is new" };
            let message = format!("`{}` requires the argument `{field}`, {before}", pair.name);
            sink.push(Draft::new(pair.subject(), message).felt_by(callers).of(cause));
        }
    }
}
