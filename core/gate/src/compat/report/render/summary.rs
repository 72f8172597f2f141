//! One-line summary of a report, and texts that all renderers share.

use crate::compat::report::{Finding, Level, NotChecked, Report};

/// Levels in report order: worst first.
pub(super) const LEVELS: [Level; 3] = [Level::Breaking, Level::Risky, Level::Info];

/// Returns the verdict and the number of findings: `breaking: 2 breaking, 1 risky, 1 accepted`.
#[must_use]
pub fn headline(report: &Report) -> String {
    let open = |level| open_findings(report).filter(|finding| finding.level == level).count();
    let mut counts: Vec<String> = LEVELS.map(|level| (open(level), level.as_str())).map(count).into_iter().collect();
    counts.push(count((accepted_findings(report).count(), "accepted")));
    counts.push(count((report.undecided.len(), "undecided")));
    counts.retain(|count| !count.is_empty());
    let counts = if counts.is_empty() { "nothing found".to_owned() } else { counts.join(", ") };
    format!("{}: {counts}", report.verdict.as_str())
}

fn count((number, what): (usize, &str)) -> String {
    if number == 0 { String::new() } else { format!("{number} {what}") }
}

/// Returns the findings that policy does not accept.
pub(super) fn open_findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.accepted.is_none())
}

/// Returns the findings that policy accepts.
pub(super) fn accepted_findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.accepted.is_some())
}

/// Describes an unchecked input in one line.
pub(super) fn absence(absent: &NotChecked) -> String {
    match absent.component.as_str() {
        "" => absent.what.clone(),
        component => format!("{} of component {component}", absent.what),
    }
}

/// Lists the victims of a finding in one line.
pub(super) fn victims(finding: &Finding) -> String {
    finding.breaks.iter().map(|breaks| breaks.as_str()).collect::<Vec<_>>().join(", ")
}
