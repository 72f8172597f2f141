//! A function returns a new field.
//!
//! # What it finds
//! A place in the result where only the additional fields of an object are new. If more is new at the same place,
//! `returns-widened` reports it.
//!
//! # Why it breaks
//! Most readers ignore unknown fields. A decoder that refuses them (a closed schema in a mobile client, a strict
//! parser) fails; a policy can make this rule breaking for apps that have such readers.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "users.js:get", "functionType": "Query",
//!   "returns": {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:get", "functionType": "Query",
//!   "returns": {"type": "object", "value": {"email": {"fieldType": {"type": "string"}, "optional": false},
//!     "name": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Release strict readers that know the field first.

use super::returns;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::is_promised_on_both_sides(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_extended());
    let breaks = pair.readers().breaks;
    for cause in &causes.list {
        let message = format!("`{name}` {}", returns::describe_added(cause));
        let fix = format!("leave fields that strict readers do not know out of the result of `{name}`");
        sink.push(Draft::new(pair.subject(), message).breaks(breaks).explain_new(cause).fix(fix));
    }
    if causes.undecided {
        sink.undecided(pair.subject(), format!("whether the result of `{name}` has new fields"));
    }
}
