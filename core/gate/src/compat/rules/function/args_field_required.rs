//! A function requires an argument that it did not require.
//!
//! # What it finds
//! A top-level field of the arguments that old callers may omit and the candidate requires: a new field, or one that
//! was optional.
//!
//! # Why it breaks
//! Deployed clients omit the field and get `ArgumentValidationError`. For an internal function, or a function of a
//! component, the level is risky: its callers are deployed together with it, and other rules cover scheduled calls.
//! Nothing is reported if the evidence shows that no scheduled call names such a function, or if its callers can no
//! longer call it at all. Nothing schedules a query, so nothing is reported for an internal one.
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
//! Make the argument optional, and let the function fill in the default for old clients. Require it when all of them
//! are updated.

use super::args;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::check::Reason;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((callers, causes)) = args::narrowed(pair) else { return };
    for cause in &causes.list {
        if let Some((field, Reason::MissingField)) = args::top_level(cause) {
            let known = pair.baseline.is_some_and(|function| args::has_field(function, field));
            let before = if known { "which was optional" } else { "which is new" };
            let message = format!("`{}` requires the argument `{field}`, {before}", pair.name);
            sink.push(Draft::new(pair.subject(), message).affects(callers).explain(cause));
        }
    }
}
