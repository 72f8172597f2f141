//! The report in one line, and what all renderers name alike.

use crate::compat::report::{Finding, Level, NotChecked, Report};

/// The levels as reports list them: worst first.
pub(super) const LEVELS: [Level; 3] = [Level::Breaking, Level::Risky, Level::Info];

/// The verdict and how much was found: `breaking: 2 breaking, 1 risky, 1 accepted`.
#[must_use]
pub fn headline(report: &Report) -> String {
    let open = |level| open(report).filter(|finding| finding.level == level).count();
    let mut counts: Vec<String> = LEVELS.map(|level| (open(level), level.as_str())).map(count).into_iter().collect();
    counts.push(count((accepted(report).count(), "accepted")));
    counts.push(count((report.undecided.len(), "undecided")));
    counts.retain(|count| !count.is_empty());
    let counts = if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") };
    format!("{}: {counts}", report.verdict.as_str())
}

fn count((number, what): (usize, &str)) -> String {
    if number == 0 { String::new() } else { format!("{number} {what}") }
}

/// The findings that policy does not accept.
pub(super) fn open(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.accepted.is_none())
}

/// The findings that policy accepts.
pub(super) fn accepted(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.accepted.is_some())
}

/// What was not looked at, in one line.
pub(super) fn absence(absent: &NotChecked) -> String {
    match absent.component.as_str() {
        "" => absent.what.clone(),
        component => format!("{} of component {component}", absent.what),
    }
}

/// Who breaks, in one line.
pub(super) fn victims(finding: &Finding) -> String {
    finding.breaks.iter().map(|breaks| breaks.as_str()).collect::<Vec<_>>().join(", ")
}
