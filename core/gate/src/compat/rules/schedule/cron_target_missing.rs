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
//! {}
//! ```
//! ```json candidate
//! {"functions": [],
//!  "crons": {"clean up": {"name": "jobs.js:cleanUp", "args": [{}], "schedule": {"type": "interval", "hours": 1}}}}
//! ```
//!
//! # Safe rollout
//! Point the cron at the function's replacement, or remove it together with the function.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "cron-target-missing",
    family: Family::Schedule,
    scope: Scope::Candidate,
    level: Level::Breaking,
    breaks: &[Breaks::ScheduledCalls],
    needs: &[Input::Candidate(PartName::Functions), Input::Candidate(PartName::Crons)],
    since: "0.1.0",
    source: include_str!("cron_target_missing.rs"),
    check: Check::Component(check),
};

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some(candidate) = pair.candidate else { return };
    let (Some(crons), Some(functions)) = (candidate.crons.known(), candidate.functions.known()) else { return };
    for (identifier, cron) in crons {
        let target = &cron.target;
        let problem = match functions.get(target) {
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
