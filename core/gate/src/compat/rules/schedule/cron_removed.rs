//! A cron was removed.
//!
//! # What it finds
//! A cron of the baseline that the candidate does not have under the same identifier. If the candidate has no crons,
//! only `all-crons-removed` is reported.
//!
//! # Why it breaks
//! Its work is no longer done. A run that is due during the deploy may not happen.
//!
//! # Example
//! ```json baseline
//! {"crons": {"clean up": {"name": "jobs.js:cleanUp", "args": [{}], "schedule": {"type": "interval", "hours": 1}},
//!   "report": {"name": "jobs.js:report", "args": [{}], "schedule": {"type": "interval", "hours": 24}}}}
//! ```
//! ```json candidate
//! {"crons": {"report": {"name": "jobs.js:report", "args": [{}], "schedule": {"type": "interval", "hours": 24}}}}
//! ```
//!
//! # Safe rollout
//! Make sure that nothing depends on it: reports, reminders, tables that it cleaned up.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Component(check)).compares(&[PartName::Crons]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    let (Some(old), Some(new)) = (old.crons.known(), new.crons.known()) else { return };
    if new.is_empty() {
        // `all-crons-removed` names them.
        return;
    }
    for (identifier, cron) in old.iter().filter(|(identifier, _)| !new.contains_key(*identifier)) {
        sink.push(
            Draft::new(
                Subject::cron(pair.path, identifier),
                format!("cron `{identifier}`, which called `{}`, was removed", cron.target),
            )
            .fix(format!("keep `{identifier}`")),
        );
    }
}
