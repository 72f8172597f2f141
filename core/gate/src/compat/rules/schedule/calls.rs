//! What the rules on scheduled calls share: which calls count, and how findings speak of them.

use std::collections::BTreeMap;

use crate::compat::context::Context;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Level, Sample, Subject};
use crate::compat::rule::Draft;
use crate::compat::{CallState, ScheduledCall};
use crate::surface::{Function, FunctionName};

use super::when::when;

/// How many calls a finding names.
const SAMPLES: usize = 5;

/// The states of calls that a change can concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// It will run with the candidate.
    Pending,
    /// It runs with the code that it started with, and never starts again.
    Running,
}

type Functions = BTreeMap<FunctionName, Function>;

/// The candidate's functions and the scheduled calls, where both are known. They belong to the root component.
pub(super) fn of<'a>(pair: &ComponentPair<'a>) -> Option<(&'a Functions, &'a [ScheduledCall])> {
    let calls = pair.context.evidence.scheduled.as_ref().filter(|_| pair.is_root())?;
    Some((pair.candidate?.functions.known()?, calls))
}

/// The calls that a change can concern, by what they call and how far they are.
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

/// A finding about calls that a problem keeps from running; running ones are only worth knowing.
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
                first.map_or_else(String::new, |time| format!("; the first {}", when(time, context.options.now)));
            Draft::new(subject, format!("{count} will fail: {problem}{first}"))
        }
        State::Running => {
            let message = format!("{count} already at work could not start again, and never does: {problem}");
            Draft::new(subject, message).level(Level::Info)
        }
    };
    counted(draft.detail(format!("{state:?}")), calls)
}

/// The finding with the number of calls, and some of them.
pub(super) fn counted(draft: Draft, calls: &[&ScheduledCall]) -> Draft {
    let samples = calls.iter().map(|call| Sample { id: call.id.clone(), path: String::new(), value: None });
    draft.count(calls.len() as u64).samples(smallest(samples.collect()))
}

/// The samples with the smallest ids.
pub(super) fn smallest(mut samples: Vec<Sample>) -> Vec<Sample> {
    samples.sort_by(|a, b| a.id.cmp(&b.id));
    samples.truncate(SAMPLES);
    samples
}

/// `1 scheduled call`, `12 scheduled calls`.
pub(super) fn count(calls: &[&ScheduledCall]) -> String {
    match calls.len() {
        1 => "1 scheduled call".to_owned(),
        count => format!("{count} scheduled calls"),
    }
}
