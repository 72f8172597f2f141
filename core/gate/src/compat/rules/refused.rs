//! Findings for schemas that Convex refuses.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Subject;
use crate::compat::rule::{Draft, Sink};
use crate::schema::limits::{Problem, ProblemKind, problems};

/// Reports the problems of one kind in the candidate's schema.
pub(super) fn report(pair: &ComponentPair<'_>, kind: ProblemKind, sink: &mut Sink<'_>) {
    let found = pair.candidate_schema().map(problems).unwrap_or_default();
    for problem in found.into_iter().filter(|problem| problem.kind == kind) {
        // The message distinguishes problems at the same place.
        let subject = subject(pair, &problem);
        sink.push(Draft::new(subject, &problem.message).detail(problem.message));
    }
}

fn subject(pair: &ComponentPair<'_>, problem: &Problem) -> Subject {
    let subject = match (&problem.table, &problem.index) {
        (Some(table), Some(index)) => Subject::index(pair.path, table, index),
        (Some(table), None) => Subject::table(pair.path, table),
        (None, _) => pair.subject(),
    };
    subject.at(problem.path.as_deref().unwrap_or_default())
}
