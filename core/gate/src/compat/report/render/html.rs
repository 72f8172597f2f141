//! Self-contained HTML page without scripts or external resources. Its content security policy forbids both.

use std::fmt::{self, Display, Formatter};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::markup::{Part, escape, parts};
use super::show::show;
use super::summary::{
    acceptance, accepted_findings, describe_unchecked, describe_unused, describe_victims, forms, headline,
    open_findings, position,
};
use crate::compat::report::{Breaks, Finding, Report, Sample, Verdict};

const STYLE: &str = include_str!("html.css");

pub(super) struct Html<'a>(pub(super) &'a Report);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let report = self.0;
        let verdict = report.verdict.as_str();
        let style_hash = STANDARD.encode(Sha256::digest(STYLE));
        writeln!(f, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>")?;
        writeln!(
            f,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style_hash}'; \
             base-uri 'none'; form-action 'none'\"/>"
        )?;
        writeln!(f, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
        writeln!(f, "<meta name=\"referrer\" content=\"no-referrer\"/>")?;
        writeln!(f, "<title>convex-ops: {verdict}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>")?;
        header(f, report)?;
        for victim in Breaks::ALL {
            let of_victim: Vec<_> =
                open_findings(report).filter(|finding| finding.breaks.first() == Some(&victim)).collect();
            section(f, victim.as_str(), &of_victim)?;
        }
        let of_none: Vec<_> = open_findings(report).filter(|finding| finding.breaks.is_empty()).collect();
        section(f, "others", &of_none)?;
        undecided(f, report)?;
        missing(f, report)?;
        write_folded(
            f,
            "Rollback: what would break if the baseline were deployed again",
            "info",
            &report.rollback.iter().collect::<Vec<_>>(),
        )?;
        write_folded(f, "Accepted by policy", "accepted", &accepted_findings(report).collect::<Vec<_>>())?;
        unused_policy(f, report)?;
        not_checked(f, report)?;
        footer(f, report)?;
        writeln!(f, "</main>\n</body>\n</html>")
    }
}

fn header(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    let verdict = report.verdict.as_str();
    let headline = headline(report);
    let counts = headline.split_once(": ").map_or("", |(_, counts)| counts);
    writeln!(f, "<header class=\"{verdict}\"><h1>convex-ops</h1><span class=\"pill\">{verdict}</span>")?;
    writeln!(f, "<span class=\"quiet\">{counts}</span></header>")
}

/// Writes the findings that break one kind of user or data, worst first; the accent is that of the worst.
fn section(f: &mut Formatter<'_>, victim: &str, findings: &[&Finding]) -> fmt::Result {
    let Some(worst) = findings.iter().map(|finding| finding.level).max() else { return Ok(()) };
    let title = victim.replace('-', " ");
    writeln!(f, "<section class=\"{}\">\n<h2>{title} <small>{}</small></h2>", worst.as_str(), findings.len())?;
    findings.iter().try_for_each(|finding| article(f, finding))?;
    writeln!(f, "</section>")
}

fn write_folded(f: &mut Formatter<'_>, title: &str, class: &str, findings: &[&Finding]) -> fmt::Result {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(f, "<details class=\"{class}\"><summary>{title} ({})</summary>", findings.len())?;
    findings.iter().try_for_each(|finding| article(f, finding))?;
    writeln!(f, "</details>")
}

fn article(f: &mut Formatter<'_>, finding: &Finding) -> fmt::Result {
    let (rule, subject) = (escape(&finding.rule), escape(&finding.subject.to_string()));
    let level = finding.level.as_str();
    writeln!(f, "<article class=\"{level}\">\n<h3>{subject} <span>{level}: {rule}</span></h3>")?;
    writeln!(f, "<p>{}</p>", prose(&finding.message))?;
    let form = |(label, form)| format!("<div><dt>{label}</dt><dd>{}</dd></div>", code(form));
    let forms: String = forms(finding).map(form).collect();
    if !forms.is_empty() {
        writeln!(f, "<dl class=\"forms\">{forms}</dl>")?;
    }
    writeln!(f, "<dl>")?;
    if let Some(location) = &finding.location {
        entry(f, "at", &code(&position(location)))?;
    }
    entry(f, "breaks", &describe_victims(finding))?;
    if let Some(count) = finding.count {
        entry(f, "count", &count.to_string())?;
    }
    if let Some(usage) = &finding.usage {
        entry(f, "usage", &escape(&usage.to_string()))?;
    }
    if let Some(witness) = &finding.witness {
        entry(f, "witness", &code(&show(witness)))?;
    }
    if !finding.samples.is_empty() {
        entry(f, "samples", &finding.samples.iter().map(sample).collect::<Vec<_>>().join("<br/>"))?;
    }
    if let Some(fix) = &finding.fix {
        entry(f, "fix", &prose(fix))?;
    }
    if let Some(accepted) = &finding.accepted {
        entry(f, "accepted", &escape(&acceptance(accepted)))?;
    }
    entry(f, "fingerprint", &code(&finding.fingerprint))?;
    writeln!(f, "</dl>\n</article>")
}

fn entry(f: &mut Formatter<'_>, label: &str, markup: &str) -> fmt::Result {
    writeln!(f, "<dt>{label}</dt><dd>{markup}</dd>")
}

/// Renders a sample without its value, which is private.
fn sample(sample: &Sample) -> String {
    let path = Some(&sample.path).filter(|path| !path.is_empty()).map(|path| format!(" {}", code(path)));
    format!("{}{}", code(&sample.id), path.unwrap_or_default())
}

fn undecided(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.undecided.is_empty() {
        return Ok(());
    }
    writeln!(
        f,
        "<section class=\"undecided\">\n<h2>undecided <small>too many steps: try a larger budget</small></h2>"
    )?;
    for question in &report.undecided {
        let (rule, subject) = (escape(&question.rule), escape(&question.subject.to_string()));
        writeln!(
            f,
            "<article>\n<h3>{subject} <span>{rule}</span></h3>\n<p>{}</p>\n</article>",
            prose(&question.message)
        )?;
    }
    writeln!(f, "</section>")
}

fn missing(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.missing.is_empty() {
        return Ok(());
    }
    writeln!(f, "<section class=\"undecided\">\n<h2>missing <small>the verdict needs these inputs</small></h2>\n<ul>")?;
    report.missing.iter().try_for_each(|what| writeln!(f, "<li>{}</li>", escape(what)))?;
    writeln!(f, "</ul>\n</section>")
}

fn unused_policy(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.unused_policy.is_empty() {
        return Ok(());
    }
    let count = report.unused_policy.len();
    writeln!(f, "<details><summary>Policy entries without effect ({count})</summary>\n<ul>")?;
    let mut lines = report.unused_policy.iter().map(describe_unused);
    lines.try_for_each(|unused| writeln!(f, "<li>{}</li>", prose(&unused)))?;
    writeln!(f, "</ul>\n</details>")
}

fn not_checked(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    if report.not_checked.is_empty() {
        return Ok(());
    }
    writeln!(f, "<details><summary>Not checked ({})</summary>\n<ul>", report.not_checked.len())?;
    for absent in &report.not_checked {
        let rules: Vec<_> = absent.rules.iter().map(|rule| code(rule)).collect();
        writeln!(f, "<li>{} {}</li>", escape(&describe_unchecked(absent)), rules.join(" "))?;
    }
    writeln!(f, "</ul>\n</details>")
}

fn footer(f: &mut Formatter<'_>, report: &Report) -> fmt::Result {
    let Some(finding) = open_findings(report).next() else { return Ok(()) };
    let (rule, fingerprint) = (escape(&finding.rule), escape(&finding.fingerprint));
    writeln!(
        f,
        "<footer>\n<p><code>convex-ops explain {rule}</code> shows why this breaks, and how to roll it out safely.</p>"
    )?;
    if report.verdict == Verdict::Breaking {
        writeln!(
            f,
            "<p><code>convex-ops plan</code>, with the same inputs, finds deploys that make the change safe.</p>"
        )?;
    }
    writeln!(f, "<p>To accept a finding, add it to <code>convex-ops.toml</code>:</p>")?;
    let command = format!("convex-ops accept {fingerprint} --reason &quot;why this is acceptable&quot;");
    writeln!(f, "<pre><code>{command}</code></pre>\n</footer>")
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Renders a message, with its code as code.
fn prose(message: &str) -> String {
    let part = |part| match part {
        Part::Code(text) => code(text),
        Part::Text(text) => escape(text),
    };
    parts(message).map(part).collect()
}
