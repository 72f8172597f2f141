//! An app no longer has crons.
//!
//! # What it finds
//! A component with crons in the baseline and none in the candidate. `cron-removed` covers single crons.
//!
//! # Why it breaks
//! Convex reads crons from `crons.ts` only. If that file is renamed, moved or empty, the deploy succeeds and every cron
//! stops without an error.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "jobs.js:clean", "functionType": "Mutation", "visibility": {"kind": "internal"}}],
//!  "crons": {"clean up": {"name": "jobs.js:clean", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "jobs.js:clean", "functionType": "Mutation", "visibility": {"kind": "internal"}}],
//!  "crons": {}}
//! ```
//!
//! # Safe rollout
//! Check that `crons.ts` is in the functions folder under this name and that it exports `cronJobs()` as its default. If
//! the app no longer needs crons, accept the finding.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::ScheduledCalls, Breaks::Operators], Check::Component(check))
        .compares(&[PartName::Crons]);

/// Maximum number of crons that the message names.
const MAX_NAMED: usize = 5;

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    let (Some(old), Some(new)) = (old.crons.known(), new.crons.known()) else { return };
    if old.is_empty() || !new.is_empty() {
        return;
    }
    let names: Vec<&str> = old.keys().map(String::as_str).collect();
    sink.push(
        Draft::new(pair.subject(), format!("every cron was removed: {}", list(&names)))
            .detail(names.join("\n"))
            .fix("keep `crons.ts` in the functions folder, with `cronJobs()` as its default export"),
    );
}

fn list(names: &[&str]) -> String {
    let named: Vec<String> = names.iter().take(MAX_NAMED).map(|name| format!("`{name}`")).collect();
    match names.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
