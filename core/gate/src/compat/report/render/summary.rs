//! One-line summary of a report, and texts that all renderers share.

use crate::compat::report::{Acceptance, Finding, FindingLocation, Level, NotChecked, Report, Side, UnusedPolicy};

/// Levels in report order: worst first.
pub(super) const LEVELS: [Level; 3] = [Level::Breaking, Level::Risky, Level::Info];

/// Returns the verdict and the number of findings: `breaking: 2 breaking, 1 risky, 1 accepted`.
#[must_use]
pub fn headline(report: &Report) -> String {
    let open = |level| open_findings(report).filter(|finding| finding.level == level).count();
    let mut counts: Vec<String> = LEVELS.map(|level| (open(level), level.as_str())).map(count).into_iter().collect();
    counts.push(count((accepted_findings(report).count(), "accepted")));
    counts.push(count((report.undecided.len(), "undecided")));
    counts.push(count((report.missing.len(), "missing")));
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
pub(super) fn describe_unchecked(absent: &NotChecked) -> String {
    match absent.component.as_str() {
        "" => absent.what.clone(),
        component => format!("{} of component {component}", absent.what),
    }
}

/// Lists the victims of a finding in one line.
pub(super) fn describe_victims(finding: &Finding) -> String {
    finding.breaks.iter().map(|breaks| breaks.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns the old and the new form of the changed part, with their labels, if they exist.
pub(super) fn forms(finding: &Finding) -> impl Iterator<Item = (&'static str, &str)> {
    let forms = [("before", finding.before.as_deref()), ("after", finding.after.as_deref())];
    forms.into_iter().filter_map(|(label, form)| form.map(|form| (label, form)))
}

/// Describes the acceptance of a finding: its reason, and its last day.
pub(super) fn acceptance(accepted: &Acceptance) -> String {
    let by = accepted.author.as_ref().map(|author| format!(", by {author}")).unwrap_or_default();
    match &accepted.expires {
        Some(day) => format!("{}{by}, until {day}", accepted.reason),
        None => format!("{}{by}, without an expiry date", accepted.reason),
    }
}

/// Describes an entry of the policy without effect, in one line.
pub(super) fn describe_unused(unused: &UnusedPolicy) -> String {
    format!("{}: {}", unused.entry, unused.why)
}

/// Formats the place of a finding: `convex/schema.ts:3:5`, with a note if only the baseline has it.
pub(super) fn position(location: &FindingLocation) -> String {
    let column = location.column.map(|column| format!(":{column}")).unwrap_or_default();
    let side = if location.side == Side::Baseline { " in the baseline" } else { "" };
    format!("{}:{}{column}{side}", location.file, location.line)
}
