//! A cron sends arguments that its function refuses.
//!
//! # What it finds
//! A cron of the candidate with arguments that its function refuses; one finding for each place and reason. Ids are
//! checked against their tables if the evidence contains the table numbers.
//!
//! # Why it breaks
//! Convex does not check the arguments of crons in a push. Each run fails with `ArgumentValidationError`.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "jobs.js:cleanUp", "functionType": "Mutation", "args":
//!   {"type": "object", "value": {"days": {"fieldType": {"type": "number"}, "optional": false}}}}],
//!  "crons": {"clean up": {"name": "jobs.js:cleanUp", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}}
//! ```
//!
//! # Safe rollout
//! Change the arguments of the cron together with the function.

use std::collections::BTreeMap;

use super::calls::candidate_crons;
use crate::compat::causes::{GroupType, canonical_value, show_type_at};
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::check::{Checker, Reader, Reason};
use crate::surface::{Cron, Function};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::ScheduledCalls], Check::Component(check))
        .inspects(&[PartName::Functions, PartName::Crons]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((crons, functions)) = candidate_crons(pair) else { return };
    for (identifier, cron) in crons {
        let target = &cron.target;
        let Some(function) = functions.get(target).filter(|function| function.kind.is_schedulable()) else { continue };
        let old = pair.baseline.and_then(|old| old.functions.known()?.get(target)?.args());
        for ((place, reason), RefusedArgument { value, after }) in refusals(pair, function, cron) {
            let at = if place.is_empty() { String::new() } else { format!(" at `{place}`") };
            let message =
                format!("cron `{identifier}` sends arguments that `{target}` refuses{at} ({})", reason.as_str());
            let before = old.and_then(|args| GroupType::at(args, &place).shown);
            sink.push(
                Draft::new(Subject::cron(pair.path, identifier).at(place), message)
                    .detail(value)
                    .change(before, after)
                    .fix(format!("change the arguments of `{identifier}` to what `{target}` accepts")),
            );
        }
    }
}

/// A refused argument of a cron, which is code and not private.
struct RefusedArgument {
    /// Value, as the text for the fingerprint; `absent` for a missing field.
    value: String,
    /// Type that refuses it.
    after: Option<String>,
}

/// Returns the places where a function refuses the arguments of a cron, with the reasons.
fn refusals(pair: &ComponentPair<'_>, function: &Function, cron: &Cron) -> BTreeMap<(String, Reason), RefusedArgument> {
    let mut refused = BTreeMap::new();
    let Some(args) = function.args() else { return refused };
    let tables = pair.context.stored_tables(pair.path, args);
    Checker::new(&tables, Reader::Closed).check_each(args, &cron.args, &mut |mismatch, value| {
        let value = value.map_or_else(|| "absent".to_owned(), canonical_value);
        let entry = refused.entry((mismatch.path.group(), mismatch.reason));
        let entry = entry
            .or_insert_with(|| RefusedArgument { value: String::new(), after: show_type_at(args, &mismatch.path) });
        entry.value = format!("{} {value}", entry.value);
    });
    refused
}
