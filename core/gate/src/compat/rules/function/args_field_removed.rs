//! A function no longer accepts an argument.
//!
//! # What it finds
//! A top-level field of the arguments that the candidate does not declare.
//!
//! # Why it breaks
//! Arguments are closed: Convex refuses fields that the validator does not name. Deployed clients keep sending the
//! field and get `ArgumentValidationError`. For an internal function, or a function of a component, the level is risky:
//! its callers are deployed together with it, and other rules cover scheduled calls. Nothing is reported if the
//! evidence shows that no scheduled call names such a function, or if its callers can no longer call it at all. Nothing
//! schedules a query, so nothing is reported for an internal one.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query",
//!   "args": {"type": "object", "value": {"channel": {"fieldType": {"type": "string"}, "optional": false},
//!     "limit": {"fieldType": {"type": "number"}, "optional": true}}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query",
//!   "args": {"type": "object", "value": {"channel": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Keep the argument as an optional one that the function ignores. Remove it when no client sends it.

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
        if let Some((field, Reason::ExtraField)) = args::top_level(cause) {
            let message = format!("`{}` no longer accepts the argument `{field}`", pair.name);
            sink.push(Draft::new(pair.subject(), message).affects(callers).explain(cause));
        }
    }
}
