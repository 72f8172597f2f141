//! Helpers of the rules on crons and scheduled calls: the calls that count, and their findings.

use std::collections::BTreeMap;

use crate::compat::context::Context;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Level, Sample, Subject};
use crate::compat::rule::Draft;
use crate::compat::{CallState, ScheduledCall};
use crate::surface::{Cron, Function, FunctionName};

use super::when::format_due;

/// Maximum number of calls that a finding names.
const SAMPLES: usize = 5;

/// State of a scheduled call that a change can affect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// Waits, and will run with the candidate.
    Pending,
    /// Runs with the code it started with, and never restarts.
    Running,
}

type Functions = BTreeMap<FunctionName, Function>;

/// Returns the candidate's functions and the scheduled calls, if both are known. They belong to the root component.
pub(super) fn known_calls<'a>(pair: &ComponentPair<'a>) -> Option<(&'a Functions, &'a [ScheduledCall])> {
    let calls = pair.context.evidence.scheduled.as_ref().filter(|_| pair.is_root())?;
    Some((pair.candidate?.functions.known()?, calls))
}

/// Returns the candidate's crons and functions, if both are known.
pub(super) fn candidate_crons<'a>(pair: &ComponentPair<'a>) -> Option<(&'a BTreeMap<String, Cron>, &'a Functions)> {
    let candidate = pair.candidate?;
    Some((candidate.crons.known()?, candidate.functions.known()?))
}

/// Groups the calls that a change can affect by target and state.
pub(super) fn by_target(calls: &[ScheduledCall]) -> BTreeMap<(&FunctionName, State), Vec<&ScheduledCall>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for call in calls {
        let state = match call.state {
            CallState::Pending => State::Pending,
            CallState::InProgress => State::Running,
            CallState::Finished | CallState::Other => continue,
        };
        groups.entry((&call.target, state)).or_default().push(call);
    }
    groups
}

/// Builds the finding about calls that fail because of a problem; for running calls it is only information.
pub(super) fn draft(
    subject: Subject,
    state: State,
    calls: &[&ScheduledCall],
    problem: &str,
    context: &Context<'_>,
) -> Draft {
    let count = count(calls);
    let draft = match state {
        State::Pending => {
            let first = calls.iter().map(|call| call.scheduled_time).min_by(f64::total_cmp);
            let first =
                first.map_or_else(String::new, |time| format!("; the first {}", format_due(time, context.options.now)));
            Draft::new(subject, format!("{count} will fail: {problem}{first}"))
        }
        State::Running => {
            let message =
                format!("{count} already running; a restart would fail, but running calls never restart: {problem}");
            Draft::new(subject, message).level(Level::Info)
        }
    };
    with_count(draft.detail(format!("{state:?}")), calls)
}

/// Adds the number of calls, and some samples, to the finding.
pub(super) fn with_count(draft: Draft, calls: &[&ScheduledCall]) -> Draft {
    let samples = calls.iter().map(|call| Sample { id: call.id.clone(), path: String::new(), value: None });
    draft.count(calls.len() as u64).samples(keep_smallest(samples.collect()))
}

/// Keeps the samples with the smallest ids.
pub(super) fn keep_smallest(mut samples: Vec<Sample>) -> Vec<Sample> {
    samples.sort_by(|a, b| a.id.cmp(&b.id));
    samples.truncate(SAMPLES);
    samples
}

/// Formats the number of calls: `1 scheduled call`, `12 scheduled calls`.
pub(super) fn count(calls: &[&ScheduledCall]) -> String {
    match calls.len() {
        1 => "1 scheduled call".to_owned(),
        count => format!("{count} scheduled calls"),
    }
}
