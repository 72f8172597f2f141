//! Annotations of a GitHub workflow: `::error title=…::…`.

use std::fmt::{self, Display, Formatter};

use super::inert::inert;
use super::show::show;
use super::summary::{acceptance, accepted_findings, describe_unused, forms, headline, open_findings};
use crate::compat::report::{Finding, FindingLocation, Level, Report};

pub(super) struct Github<'a>(pub(super) &'a Report);

impl Display for Github<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let report = self.0;
        open_findings(report).try_for_each(|finding| annotate(f, command(finding.level), "", finding))?;
        for question in &report.undecided {
            let lines = [question.subject.to_string(), question.message.clone()];
            write(f, "warning", &format!("undecided: {}", question.rule), &lines)?;
        }
        for what in &report.missing {
            write(f, "warning", "missing input", &[format!("the verdict needs this input: {what}")])?;
        }
        accepted_findings(report).try_for_each(|finding| annotate(f, "notice", "accepted: ", finding))?;
        report.rollback.iter().try_for_each(|finding| annotate(f, command(finding.level), "rollback: ", finding))?;
        for unused in &report.unused_policy {
            write(f, "notice", "policy entry without effect", &[describe_unused(unused)])?;
        }
        writeln!(f, "convex-ops: {}", headline(report))
    }
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Breaking => "error",
        Level::Risky => "warning",
        Level::Info => "notice",
    }
}

fn annotate(f: &mut Formatter<'_>, command: &str, prefix: &str, finding: &Finding) -> fmt::Result {
    let mut lines = vec![finding.subject.to_string(), finding.message.clone()];
    lines.extend(forms(finding).map(|(label, form)| format!("{label}: {form}")));
    lines.extend(finding.count.map(|count| format!("count: {count}")));
    lines.extend(finding.usage.as_ref().map(|usage| format!("usage: {usage}")));
    lines.extend(finding.witness.as_ref().map(|witness| format!("witness: {}", show(witness))));
    // The values are private.
    lines.extend(finding.samples.iter().map(|sample| format!("sample: {} {}", sample.id, sample.path)));
    lines.extend(finding.fix.as_ref().map(|fix| format!("fix: {fix}")));
    lines.extend(finding.accepted.as_ref().map(|accepted| format!("accepted: {}", acceptance(accepted))));
    lines.push(format!("fingerprint: {}", finding.fingerprint));
    let place = finding.location.as_ref().map(place).unwrap_or_default();
    write_at(f, command, &place, &format!("{prefix}{}", finding.rule), &lines)
}

/// Formats the place of an annotation, which GitHub shows beside the line.
fn place(location: &FindingLocation) -> String {
    let column = location.column.map(|column| format!(",col={column}")).unwrap_or_default();
    format!("file={},line={}{column},", escape_property(&inert(&location.file)), location.line)
}

fn write(f: &mut Formatter<'_>, command: &str, title: &str, lines: &[String]) -> fmt::Result {
    write_at(f, command, "", title, lines)
}

fn write_at(f: &mut Formatter<'_>, command: &str, place: &str, title: &str, lines: &[String]) -> fmt::Result {
    let message = lines.iter().map(|line| escape(&inert(line.trim_end()))).collect::<Vec<_>>().join("%0A");
    writeln!(f, "::{command} {place}title={}::{message}", escape_property(&inert(title)))
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
