//! A cron calls a function that does not exist or cannot be scheduled.
//!
//! # What it finds
//! A cron of the candidate whose function is missing in the candidate, or is a query, which crons cannot call.
//!
//! # Why it breaks
//! Convex refuses the push.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"functions": [],
//!  "crons": {"clean up": {"name": "jobs.js:cleanUp", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}}
//! ```
//!
//! # Safe rollout
//! Point the cron at the function's replacement, or remove it together with the function.

use super::calls::candidate_crons;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::ScheduledCalls], Check::Component(check))
        .inspects(&[PartName::Functions, PartName::Crons]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((crons, functions)) = candidate_crons(pair) else { return };
    for (identifier, cron) in crons {
        let target = &cron.target;
        let problem = match functions.get(target) {
            None if pair.candidate.is_some_and(|candidate| candidate.unread(target.module()).is_some()) => continue,
            None => "which does not exist".to_owned(),
            Some(function) if !function.kind.is_schedulable() => format!("which is a {}", function.kind),
            Some(_) => continue,
        };
        sink.push(
            Draft::new(
                Subject::cron(pair.path, identifier),
                format!("cron `{identifier}` calls `{target}`, {problem}"),
            )
            .fix(format!("let `{identifier}` call a mutation or action, or remove it")),
        );
    }
}
