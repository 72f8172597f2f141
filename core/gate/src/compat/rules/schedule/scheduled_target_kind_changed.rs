//! Scheduled calls name a function whose kind changed.
//!
//! # What it finds
//! Pending calls in `_scheduled_functions` for a function that is a query in the candidate; one finding for each
//! function. If a mutation became an action, or an action a mutation, the level is info. Running actions get a finding
//! with level info as well.
//!
//! # Why it breaks
//! The scheduler calls only mutations and actions: any other call fails when it is due, and is not retried. A change
//! between the two keeps calls working, but Convex retries mutations after a system error, and never retries actions.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "mail.js:send", "functionType": "Query"}]}
//! ```
//! ```json evidence
//! {"scheduled": [{"_id": "yh70e1r70w3ge1r70w3ge1r70w3gfcge", "name": "mail.js:send", "args": [{}],
//!   "scheduledTime": 1767232800000, "state": {"kind": "pending"}}]}
//! ```
//!
//! # Safe rollout
//! Add the new function under another name, and keep the old one until no pending call names it.

use super::calls::{self, State};
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::{FunctionKind, FunctionName};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::ScheduledCalls], Check::Component(check))
        .inspects(&[PartName::Functions])
        .with_scheduled_calls();

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((functions, calls)) = calls::known_calls(pair) else { return };
    for ((target, state), calls) in calls::by_target(calls) {
        let Some(function) = functions.get(target) else { continue };
        let subject = Subject::function(pair.path, target);
        let now = function.kind;
        if !now.is_schedulable() {
            let problem = format!("`{target}` is now {}", article(now));
            let draft = calls::draft(subject, state, &calls, &problem, pair.context);
            let draft = draft.detail(format!("{state:?} {now}"));
            sink.push(draft.fix(format!("keep `{target}` a mutation or action until no pending call names it")));
        } else if let (State::Pending, Some(before)) = (state, kind_before(pair, target))
            && before != now
        {
            let message =
                format!("{} of `{target}` will run as {}: {}", calls::count(&calls), article(now), retries(now));
            let draft = Draft::new(subject, message).level(Level::Info).detail(format!("retries {now}"));
            sink.push(calls::with_count(draft, &calls));
        }
    }
}

fn kind_before(pair: &ComponentPair<'_>, target: &FunctionName) -> Option<FunctionKind> {
    Some(pair.baseline?.functions.known()?.get(target)?.kind)
}

fn article(kind: FunctionKind) -> String {
    let article = if matches!(kind, FunctionKind::Action | FunctionKind::HttpAction) { "an" } else { "a" };
    format!("{article} {kind}")
}

fn retries(kind: FunctionKind) -> &'static str {
    if kind == FunctionKind::Mutation { "it is retried after system errors" } else { "it is not retried" }
}
