//! A function no longer validates its result.
//!
//! # What it finds
//! A function that has a result validator in the baseline, and none or `v.any()` in the candidate.
//!
//! # Why it breaks
//! Convex no longer checks the result when the function runs, and later compatibility checks cannot tell if clients
//! still get the values they were written for. For an internal function, or a function of a component, the level is
//! info.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query", "returns": {"type": "string"}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:name", "functionType": "Query"}]}
//! ```
//!
//! # Safe rollout
//! Keep the validator, and widen it if it is too narrow.

use super::returns;
use crate::compat::causes::{canonical, show_type};
use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Function;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    if !returns::is_promise_removed(pair) {
        return;
    }
    let (name, causes) = (pair.name, pair.returns_widened());
    let (old, new) = (pair.baseline.and_then(Function::returns), pair.candidate.and_then(Function::returns));
    if let Some(cause) = causes.list.first() {
        let readers = pair.readers();
        sink.push(
            Draft::new(pair.subject(), format!("`{name}` no longer validates its result"))
                .level(readers.level.min(Level::Risky))
                .breaks(readers.breaks)
                .witness(&cause.witness)
                .change(old.map(show_type), new.map(show_type))
                .detail(old.map(canonical).unwrap_or_default())
                .fix(format!("keep a result validator for `{name}`")),
        );
    } else if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` may return anything new"));
    }
}
