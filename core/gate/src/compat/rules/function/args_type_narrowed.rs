//! An argument refuses values that it accepted.
//!
//! # What it finds
//! A place in the arguments where the candidate refuses a value that the baseline accepts. `args-field-required` covers
//! a top-level field that is now required, `args-field-removed` a field that is removed, and `args-validator-added` a
//! validator that is new.
//!
//! # Why it breaks
//! Deployed clients send such values and get `ArgumentValidationError`. For an internal function, or a function of a
//! component, the level is risky: its callers are deployed together with it, and other rules cover scheduled calls.
//! Nothing is reported if the evidence shows that no scheduled call names such a function, or if its callers can no
//! longer call it at all. Nothing schedules a query, so nothing is reported for an internal one.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query",
//!   "args": {"type": "object", "value": {"limit":
//!     {"fieldType": {"type": "union", "value": [{"type": "number"}, {"type": "null"}]}, "optional": false}}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:list", "functionType": "Query",
//!   "args": {"type": "object", "value": {"limit": {"fieldType": {"type": "number"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Accept the old and the new form as a union. Narrow it when no client sends the old form.

use super::args;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((callers, causes)) = args::narrowed(pair) else { return };
    let name = pair.name;
    for cause in causes.list.iter().filter(|cause| args::top_level(cause).is_none()) {
        let place = cause.path.group();
        let argument = match place.trim_start_matches('.') {
            "" => "the arguments".to_owned(),
            place => format!("argument `{place}`"),
        };
        let message = format!("`{name}`, {argument}: {}", cause.describe());
        sink.push(Draft::new(pair.subject(), message).affects(callers).explain(cause));
    }
    if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` still accepts what its callers send"));
    }
}
