//! Plans as text.

use std::fmt::{self, Display, Formatter};

use super::obligation::ObligationOf;
use super::precondition::describe_subject;
use super::return_point::ReturnLimit;
use super::step::{Plan, Step, StepChange};
use crate::compat::report::render::inert;

/// Maximum number of changes that are listed for a step.
const MAX_CHANGES: usize = 20;

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.blocked.is_empty() {
            writeln!(f, "no plan: {} without a safe way", count(self.blocked.len(), "problem"))?;
            for blocked in &self.blocked {
                let (message, reason) = (inert(&blocked.message), inert(&blocked.reason));
                writeln!(f, "\n  {}  {message}\n    {reason}", inert(&blocked.rule))?;
                if let Some(fix) = &blocked.fix {
                    writeln!(f, "    fix: {}", inert(fix))?;
                }
            }
            return writeln!(
                f,
                "\nNo steps are planned: each of them would have these problems. Correct them, and plan again."
            );
        }
        write!(f, "{}", count(self.steps.len(), "deploy"))?;
        writeln!(f, "{}", if self.steps.len() == 1 { ": the candidate breaks nothing" } else { "" })?;
        self.steps.iter().try_for_each(|step| write_step(f, step))
    }
}

fn write_step(f: &mut Formatter<'_>, step: &Step) -> fmt::Result {
    writeln!(f, "\nStep {}: {}", step.number, step.title)?;
    section(f, "Wait until", step.preconditions.iter().map(super::Precondition::describe))?;
    let shown = step.changes.iter().take(MAX_CHANGES).map(describe_change);
    let more = step.changes.len().saturating_sub(MAX_CHANGES);
    section(f, "Deploy", shown.chain((more > 0).then(|| format!("and {more} more changes"))))?;
    for (title, of) in [("The code must", ObligationOf::Code), ("Its clients must", ObligationOf::Clients)] {
        let obligations = step.obligations.iter().filter(|obligation| obligation.of == of);
        section(f, title, obligations.map(|obligation| format!("[ ] {}", obligation.text)))?;
    }
    let operations = step.migrations.iter().flat_map(|migration| {
        let table = &migration.table;
        migration.operations.iter().map(move |operation| format!("`{table}`: {}", operation.describe()))
    });
    section(f, "Then migrate", operations)?;
    if let Some(point) = &step.point_of_no_return {
        let at = match point.at {
            ReturnLimit::Deploy => "the deploy",
            ReturnLimit::FirstWrite => "the first write in the new form",
            ReturnLimit::Migration => "the migration",
        };
        writeln!(f, "  Point of no return: {at}: {}", inert(&point.because))?;
    }
    Ok(())
}

fn section(f: &mut Formatter<'_>, title: &str, lines: impl Iterator<Item = String>) -> fmt::Result {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        writeln!(f, "  {title}:")?;
    }
    lines.try_for_each(|line| writeln!(f, "    - {}", inert(&line)))
}

fn describe_change(change: &StepChange) -> String {
    let subject = describe_subject(&change.subject);
    let place = match (&change.subject.path, change.part.as_deref()) {
        (Some(path), Some("documents") | None) => format!("{subject} {path}"),
        (Some(path), Some(part)) => format!("{part} of {subject} {path}"),
        (None, Some(part)) => format!("{part} of {subject}"),
        (None, None) => subject,
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("change {place} from {before} to {after}"),
        (None, Some(after)) => format!("add {place}: {after}"),
        (Some(_), None) => format!("remove {place}"),
        (None, None) => place,
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
