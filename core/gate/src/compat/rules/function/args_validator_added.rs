//! A function starts to validate its arguments.
//!
//! # What it finds
//! A function that has no argument validator in the baseline, or `v.any()`, and has one in the candidate. One finding
//! covers everything that it refuses.
//!
//! # Why it breaks
//! Without a validator the function accepted any object. Clients may send fields or types that the validator does not
//! expect, and get `ArgumentValidationError`; only their code shows what they send. For an internal function, or a
//! function of a component, the level is risky: its callers are deployed together with it, and other rules cover
//! scheduled calls. Nothing is reported if the evidence shows that no scheduled call names such a function, or if its
//! callers can no longer call it at all. Nothing schedules a query, so nothing is reported for an internal one.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation"}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"body": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Declare every argument that a client sends as optional and with `v.any()`, log what arrives, and narrow step by
//! step.

use super::args;
use crate::compat::causes::{canonical, show_type};
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Function;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((callers, causes)) = args::newly_checked(pair) else { return };
    let (name, old, new) = (pair.name, pair.baseline.and_then(Function::args), pair.candidate.and_then(Function::args));
    if let Some(cause) = causes.list.first() {
        sink.push(
            Draft::new(pair.subject(), format!("`{name}` accepted any arguments and now validates them"))
                .affects(callers)
                .witness(&cause.witness)
                .change(old.map(show_type), new.map(show_type))
                .detail(new.map(canonical).unwrap_or_default())
                .fix(format!(
                    "leave the arguments of `{name}` without a validator, or accept everything that its callers send"
                )),
        );
    } else if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` still accepts what its callers send"));
    }
}
