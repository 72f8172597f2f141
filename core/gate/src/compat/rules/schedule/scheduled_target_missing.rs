//! Scheduled calls name a function that the candidate does not have.
//!
//! # What it finds
//! Pending calls in `_scheduled_functions` for a function that the candidate does not have; one finding for each
//! function. Only `pending` calls affect the verdict. Running actions get a finding with level info: they never
//! restart. HTTP actions cannot be scheduled, so a function that became one counts as missing.
//!
//! # Why it breaks
//! Convex looks up the function when the call is due, in the code deployed then. The call fails without notice, and is
//! not retried.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"functions": []}
//! ```
//! ```json evidence
//! {"scheduled": [{"_id": "yh70e1r70w3ge1r70w3ge1r70w3gfcge", "name": "mail.js:send", "args": [{}],
//!   "scheduledTime": 1767232800000, "state": {"kind": "pending"}}]}
//! ```
//!
//! # Safe rollout
//! Keep the function, as an internal one if you like, until no pending call names it; or cancel the calls.

use super::calls::{self, State};
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::ScheduledCalls], Check::Component(check))
        .inspects(&[PartName::Functions])
        .with_scheduled_calls();

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((functions, calls)) = calls::known_calls(pair) else { return };
    for ((target, state), calls) in calls::by_target(calls) {
        let is_unread = pair.candidate.is_some_and(|component| component.unread(target.module()).is_some());
        if functions.contains_key(target) || is_unread {
            continue;
        }
        let subject = Subject::function(pair.path, target);
        let draft = calls::draft(subject, state, &calls, &format!("`{target}` does not exist"), pair.context);
        sink.push(match state {
            State::Pending => draft.fix(format!("keep `{target}` until no pending call names it")),
            State::Running => draft,
        });
    }
}
