//! A public function became internal.
//!
//! # What it finds
//! A function that is public in the baseline and internal in the candidate. Its arguments and results are not compared,
//! since calls of clients do not get that far. Scheduled calls and crons are not affected: they may call internal
//! functions.
//!
//! # Why it breaks
//! Deployed clients keep calling it and get `Could not find public function`. In a component, it is the app that can no
//! longer call the function; the two are deployed together, so the level is risky.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "billing.js:charge", "functionType": "Mutation",
//!   "visibility": {"kind": "public"}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "billing.js:charge", "functionType": "Mutation",
//!   "visibility": {"kind": "internal"}}]}
//! ```
//!
//! # Safe rollout
//! Add an internal function for the server side, move the clients away from the public one, then remove it.

use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !pair.is_made_internal() {
        return;
    }
    let name = pair.name;
    let fix = format!("keep `{name}` public until nothing calls it from outside");
    sink.push(if pair.has_clients() {
        Draft::new(pair.subject(), format!("`{name}` is now internal, so clients can no longer call it")).fix(fix)
    } else {
        let message = format!("`{name}` is now internal, so the app can no longer call it");
        Draft::new(pair.subject(), message).level(Level::Risky).breaks(&[Breaks::ServerCallers]).fix(fix)
    });
}
