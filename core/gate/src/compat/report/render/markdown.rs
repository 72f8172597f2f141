//! Markdown for a pull request: a table, and collapsible details.
//!
//! Data is rendered as code or escaped, so that it cannot mention users, link or open elements.

use std::fmt::{self, Display, Formatter};

use super::inert::inert;
use super::markup::{Part, parts};
use super::show::show;
use super::summary::{
    acceptance, accepted_findings, describe_unchecked, describe_unused, describe_victims, forms, headline,
    open_findings, position,
};
use crate::compat::report::{Finding, Level, Report, Sample, Verdict};

/// Maximum number of rows: a comment on GitHub takes 65,536 characters.
const ROWS: usize = 100;
const DETAILED: usize = 30;
const LONGEST_CODE: usize = 600;

pub(super) struct Markdown<'a>(pub(super) &'a Report);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let report = self.0;
        writeln!(f, "### convex-ops: {}", headline(report))?;
        let open: Vec<&Finding> = open_findings(report).collect();
        table(f, &open)?;
        details(f, &open)?;
        if report.verdict == Verdict::Breaking {
            writeln!(f, "\n`convex-ops plan`, with the same inputs, finds deploys that make the change safe.")?;
        }
        undecided(f, report)?;
        missing(f, report)?;
        write_list(f, "Accepted by policy", &accepted_findings(report).collect::<Vec<_>>())?;
        write_list(
            f,
            "Rollback: what would break if the baseline were deployed again",
            &report.rollback.iter().collect::<Vec<_>>(),
        )?;
        unused_policy(f, report)?;
        not_checked(f, report)
    }
}

fn table(f: &mut Formatter<'_>, findings: &[&Finding]) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n| | Rule | Where | What |\n|---|---|---|---|")?;
    for finding in findings.iter().take(ROWS) {
        let (level, rule) = (symbol(finding.level), code(&finding.rule));
        writeln!(f, "| {level} | {rule} | {} | {} |", code(&finding.subject.to_string()), prose(&finding.message))?;
    }
    rest(f, findings.len(), ROWS)
}

fn details(f: &mut Formatter<'_>, findings: &[&Finding]) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n<details><summary>Details</summary>")?;
    findings.iter().take(DETAILED).try_for_each(|finding| detail(f, finding))?;
    rest(f, findings.len(), DETAILED)?;
    writeln!(f, "\n</details>")
}

fn detail(f: &mut Formatter<'_>, finding: &Finding) -> fmt::Result {
    let (rule, subject) = (code(&finding.rule), code(&finding.subject.to_string()));
    writeln!(f, "\n{} {rule} {subject}: {}\n", symbol(finding.level), prose(&finding.message))?;
    if let Some(location) = &finding.location {
        writeln!(f, "- at: {}", code(&position(location)))?;
    }
    forms(finding).try_for_each(|(label, form)| writeln!(f, "- {label}: {}", code(form)))?;
    writeln!(f, "- breaks: {}", describe_victims(finding))?;
    if let Some(count) = finding.count {
        writeln!(f, "- count: {count}")?;
    }
    if let Some(usage) = &finding.usage {
        writeln!(f, "- usage: {}", prose(&usage.to_string()))?;
    }
    if let Some(witness) = &finding.witness {
        writeln!(f, "- witness: {}", code(&show(witness)))?;
    }
    if !finding.samples.is_empty() {
        writeln!(f, "- samples: {}", finding.samples.iter().map(sample).collect::<Vec<_>>().join(", "))?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(f, "- fix: {}", prose(fix))?;
    }
    writeln!(f, "- fingerprint: {}", code(&finding.fingerprint))?;
    finding.suggestion.as_deref().map_or(Ok(()), |line| suggestion(f, line))
}

/// Writes an edit of the line as GitHub's suggestion, with a fence that the line cannot close.
fn suggestion(f: &mut Formatter<'_>, line: &str) -> fmt::Result {
    let line = inert(line);
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(f, "\n{fence}suggestion\n{line}\n{fence}")
}

/// Renders a sample without its value, which is private.
fn sample(sample: &Sample) -> String {
    code([sample.id.as_str(), sample.path.as_str()].join(" ").trim())
}

fn undecided(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.undecided.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n**Undecided**: too many steps; try a larger `--budget`\n")?;
    for question in report.undecided.iter().take(ROWS) {
        let (rule, subject) = (code(&question.rule), code(&question.subject.to_string()));
        writeln!(f, "- {rule} {subject}: {}", prose(&question.message))?;
    }
    rest(f, report.undecided.len(), ROWS)
}

fn missing(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.missing.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n**Missing**: the verdict needs these inputs\n")?;
    report.missing.iter().take(ROWS).try_for_each(|what| writeln!(f, "- {}", prose(what)))?;
    rest(f, report.missing.len(), ROWS)
}

fn write_list(f: &mut Formatter<'_>, title: &str, findings: &[&Finding]) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n<details><summary>{title} ({})</summary>\n", findings.len())?;
    for finding in findings.iter().take(DETAILED) {
        let (rule, subject) = (code(&finding.rule), code(&finding.subject.to_string()));
        let reason = finding.accepted.as_ref().map(|accepted| format!(" ({})", prose(&acceptance(accepted))));
        writeln!(f, "- {rule} {subject}: {}{}", prose(&finding.message), reason.unwrap_or_default())?;
    }
    rest(f, findings.len(), DETAILED)?;
    writeln!(f, "\n</details>")
}

fn unused_policy(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.unused_policy.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n<details><summary>Policy entries without effect</summary>\n")?;
    let shown = report.unused_policy.iter().take(ROWS);
    shown.map(describe_unused).try_for_each(|unused| writeln!(f, "- {}", prose(&unused)))?;
    rest(f, report.unused_policy.len(), ROWS)?;
    writeln!(f, "\n</details>")
}

fn not_checked(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.not_checked.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n<details><summary>Not checked</summary>\n")?;
    for absent in &report.not_checked {
        writeln!(f, "- {}", prose(&describe_unchecked(absent)))?;
    }
    writeln!(f, "\n</details>")
}

fn rest(f: &mut Formatter<'_>, all: usize, shown: usize) -> fmt::Result {
    match all.saturating_sub(shown) {
        0 => Ok(()),
        more => writeln!(f, "\nand {more} more; use another format to see them"),
    }
}

fn symbol(level: Level) -> &'static str {
    match level {
        Level::Breaking => "🔴 breaking",
        Level::Risky => "🟡 risky",
        Level::Info => "🔵 info",
    }
}

/// Renders text from data as code: a code span, or an element if the text contains backticks or line breaks.
fn code(text: &str) -> String {
    let text = inert(text);
    let cut = text.char_indices().nth(LONGEST_CODE).map(|(index, _)| text.get(..index).unwrap_or_default());
    let text = cut.map_or_else(|| text.to_string(), |start| format!("{start}…"));
    if text.is_empty() {
        String::new()
    } else if text.contains(['`', '|', '\\']) || text.trim() != text {
        format!("<code>{}</code>", entities(&text))
    } else {
        format!("`{text}`")
    }
}

/// Renders a message, with its code as code.
fn prose(message: &str) -> String {
    let part = |part| match part {
        Part::Code(text) => code(text),
        Part::Text(text) => entities(&inert(text)),
    };
    parts(message).map(part).collect()
}

/// Escapes plain text: characters with a meaning in Markdown or HTML become entities.
fn entities(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        let links = character == '.' && before.eq_ignore_ascii_case(&'w');
        match character {
            // GitHub resolves entities before it finds mentions and references, within one run of text.
            '@' | '#' => escaped.push_str(&format!("<span>{character}</span>")),
            '&' | '<' | '>' | '"' | '`' | '|' | '\\' | '*' | '_' | '~' | '[' | ']' | '!' | '$' | '{' | '}' | '+'
            | '=' => {
                escaped.push_str(&format!("&#{};", character as u32));
            }
            '/' if before == ':' || before == '/' => escaped.push_str("&#47;"),
            _ if links => escaped.push_str("&#46;"),
            plain => escaped.push(plain),
        }
        before = character;
    }
    escaped
}
