//! The candidate refuses the arguments of scheduled calls.
//!
//! # What it finds
//! Pending calls in `_scheduled_functions` with arguments that the function refuses in the candidate; one finding for
//! each function, place and reason. Only `pending` calls affect the verdict; running actions get a finding with level
//! info. Ids are checked against their tables if the evidence contains the table numbers.
//!
//! # Why it breaks
//! Convex checks arguments when a call is due, against the code deployed then, not when it is scheduled. The call fails
//! with `ArgumentValidationError`, and is not retried.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "mail.js:send", "functionType": "Mutation", "args":
//!   {"type": "object", "value": {"to": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//! ```json evidence
//! {"scheduled": [{"_id": "yh70e1r70w3ge1r70w3ge1r70w3gfcge", "name": "mail.js:send", "args": [{}],
//!   "scheduledTime": 1767232800000, "state": {"kind": "pending"}}]}
//! ```
//!
//! # Safe rollout
//! Accept the old arguments until the pending calls have run, or cancel those calls and schedule them again.

use std::collections::BTreeMap;

use super::calls::{self, State};
use crate::compat::causes::GroupType;
use crate::compat::context::ScheduledCall;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Sample, Subject};
use crate::compat::rule::{Check, Declaration, PartName, Sink};
use crate::schema::check::{Checker, Mismatch, Reader, Reason};
use crate::surface::{Function, FunctionName};
use crate::value::{Value, to_encoded};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::ScheduledCalls], Check::Component(check))
        .inspects(&[PartName::Functions])
        .with_scheduled_calls();

/// State, place and reason of a refusal.
type RefusalKey = (State, String, Reason);

/// Calls refused at one place, each with the value that is refused.
type RefusedCalls<'a> = Vec<(&'a ScheduledCall, Sample)>;

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((functions, calls)) = calls::known_calls(pair) else { return };
    let mut by_function: BTreeMap<&FunctionName, BTreeMap<RefusalKey, RefusedCalls<'_>>> = BTreeMap::new();
    for ((target, state), calls) in calls::by_target(calls) {
        if let Some(function) = functions.get(target).filter(|function| function.kind.is_schedulable()) {
            let places = by_function.entry(target).or_default();
            refuse(pair, function, state, &calls, places);
        }
    }
    for (target, places) in by_function {
        for ((state, place, reason), refused) in places {
            let subject = Subject::function(pair.path, target).at(&place);
            let (calls, samples): (Vec<_>, Vec<_>) = refused.into_iter().unzip();
            let problem = format!("`{target}` refuses their arguments{} ({})", at(&place), reason.as_str());
            let draft = calls::draft(subject, state, &calls, &problem, pair.context);
            let draft = draft.samples(calls::keep_smallest(samples));
            let draft = match functions.get(target).and_then(Function::args) {
                Some(args) => {
                    let GroupType { shown, canonical } = GroupType::at(args, &place);
                    let old = pair.baseline.and_then(|old| old.functions.known()?.get(target)?.args());
                    let before = old.and_then(|args| GroupType::at(args, &place).shown);
                    draft.change(before, shown).detail(format!("{state:?} {} {canonical}", reason.as_str()))
                }
                None => draft,
            };
            sink.push(match state {
                State::Pending => {
                    draft.fix(format!("let `{target}` accept the old arguments until the calls have run"))
                }
                State::Running => draft,
            });
        }
    }
}

/// Adds calls to the places where their function refuses their arguments.
fn refuse<'a>(
    pair: &ComponentPair<'_>,
    function: &Function,
    state: State,
    calls: &[&'a ScheduledCall],
    places: &mut BTreeMap<RefusalKey, RefusedCalls<'a>>,
) {
    let Some(args) = function.args() else { return };
    let tables = pair.context.stored_tables(pair.path, args);
    let checker = Checker::new(&tables, Reader::Closed);
    for call in calls {
        checker.check_each(args, &call.args, &mut |mismatch: Mismatch, value: Option<&Value>| {
            let refused = places.entry((state, mismatch.path.group(), mismatch.reason)).or_default();
            // The first of several elements that are refused alike stands for all.
            if refused.last().is_none_or(|(last, _)| last.id != call.id) {
                let value = value.map(to_encoded);
                refused.push((call, Sample { id: call.id.clone(), path: mismatch.path.to_string(), value }));
            }
        });
    }
}

fn at(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" at `{place}`") }
}
