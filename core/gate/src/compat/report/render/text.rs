//! Human-readable text, optionally coloured.

use std::fmt::{self, Display, Formatter};

use super::RenderOptions;
use super::inert::inert;
use super::show::show;
use super::summary::{
    LEVELS, acceptance, accepted_findings, describe_unchecked, describe_unused, describe_victims, forms, headline,
    open_findings, position,
};
use crate::compat::report::{Finding, Level, NotChecked, Report, Sample, Verdict};

/// Maximum number of rules that are named for an absent input.
const NAMED_RULES: usize = 3;

pub(super) struct Text<'a> {
    report: &'a Report,
    options: &'a RenderOptions,
}

impl<'a> Text<'a> {
    pub(super) fn new(report: &'a Report, options: &'a RenderOptions) -> Self {
        Self { report, options }
    }

    fn paint<T: Display>(&self, style: Style, text: T) -> StyledText<T> {
        StyledText { style: self.options.color.then_some(style), text }
    }

    fn section<'f>(
        &self,
        f: &mut Formatter<'_>,
        style: Style,
        title: &str,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> fmt::Result {
        let mut findings = findings.peekable();
        if findings.peek().is_some() {
            writeln!(f, "\n{}", self.paint(style, title))?;
        }
        findings.try_for_each(|finding| self.finding(f, style, finding))
    }

    fn finding(&self, f: &mut Formatter<'_>, style: Style, finding: &Finding) -> fmt::Result {
        let subject = finding.subject.to_string();
        writeln!(f, "\n  {}  {}", self.paint(style, inert(&finding.rule)), inert(&subject))?;
        writeln!(f, "    {}", inert(&finding.message))?;
        self.optional(f, "at", finding.location.as_ref().map(position).as_deref().map(inert))?;
        for (label, form) in forms(finding) {
            self.detail(f, label, inert(form))?;
        }
        self.detail(f, "breaks", describe_victims(finding))?;
        self.optional(f, "count", finding.count.as_ref())?;
        self.optional(f, "usage", finding.usage.as_ref().map(ToString::to_string).as_deref().map(inert))?;
        self.optional(f, "witness", finding.witness.as_ref().map(show))?;
        for sample in &finding.samples {
            self.detail(f, "sample", self.sample(sample))?;
        }
        self.optional(f, "fix", finding.fix.as_deref().map(inert))?;
        self.optional(f, "accepted", finding.accepted.as_ref().map(acceptance).as_deref().map(inert))?;
        self.detail(f, "fingerprint", inert(&finding.fingerprint))
    }

    fn optional<T: Display>(&self, f: &mut Formatter<'_>, label: &str, detail: Option<T>) -> fmt::Result {
        detail.map_or(Ok(()), |detail| self.detail(f, label, detail))
    }

    fn detail(&self, f: &mut Formatter<'_>, label: &str, detail: impl Display) -> fmt::Result {
        writeln!(f, "    {} {detail}", self.paint(DIM, format_args!("{label}:")))
    }

    fn sample(&self, sample: &Sample) -> String {
        let place = [sample.id.as_str(), sample.path.as_str()].join(" ");
        let value = sample.value.as_ref().filter(|_| self.options.values);
        let value = value.map(|value| format!(" = {}", show(value))).unwrap_or_default();
        format!("{}{value}", inert(place.trim()))
    }

    fn undecided(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.report.undecided.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.paint(UNDECIDED, "undecided: too many steps; try a larger --budget"))?;
        for question in &self.report.undecided {
            let subject = question.subject.to_string();
            writeln!(f, "\n  {}  {}", self.paint(UNDECIDED, inert(&question.rule)), inert(&subject))?;
            writeln!(f, "    {}", inert(&question.message))?;
        }
        Ok(())
    }

    fn missing(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.report.missing.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.paint(UNDECIDED, "missing: the verdict needs these inputs"))?;
        self.report.missing.iter().try_for_each(|what| writeln!(f, "  {}", inert(what)))
    }

    fn unused_policy(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.report.unused_policy.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.paint(BOLD, "policy entries without effect"))?;
        self.report.unused_policy.iter().try_for_each(|unused| writeln!(f, "  {}", inert(&describe_unused(unused))))
    }

    /// Writes the absent inputs, then the facts that no input contains.
    fn not_checked(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.report.not_checked.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.paint(BOLD, "not checked"))?;
        for absent in &self.report.not_checked {
            let rules = self.paint(DIM, needing(absent)).to_string();
            writeln!(f, "  {}{rules}", inert(&describe_unchecked(absent)))?;
        }
        Ok(())
    }

    fn advice(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(finding) = open_findings(self.report).next() else { return Ok(()) };
        let (rule, fingerprint) = (inert(&finding.rule), inert(&finding.fingerprint));
        writeln!(f, "\n`convex-ops explain {rule}` shows why this breaks, and how to roll it out safely.")?;
        if self.report.verdict == Verdict::Breaking {
            writeln!(f, "`convex-ops plan`, with the same inputs, finds deploys that make the change safe.")?;
        }
        writeln!(f, "To accept a finding, add it to convex-ops.toml:\n")?;
        writeln!(f, "  convex-ops accept {fingerprint} --reason \"why this is acceptable\"")
    }
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let report = self.report;
        writeln!(f, "{}", self.paint(verdict_style(report.verdict), headline(report)))?;
        for level in LEVELS {
            let of_level = open_findings(report).filter(|finding| finding.level == level);
            self.section(f, level_style(level), level.as_str(), of_level)?;
        }
        self.undecided(f)?;
        self.missing(f)?;
        self.section(f, DIM, "accepted", accepted_findings(report))?;
        let title = "rollback: what would break if the baseline were deployed again after the candidate";
        self.section(f, BOLD, title, report.rollback.iter())?;
        self.unused_policy(f)?;
        self.not_checked(f)?;
        self.advice(f)
    }
}

/// Lists the rules that do not run without an input.
fn needing(absent: &NotChecked) -> String {
    let named: Vec<_> = absent.rules.iter().take(NAMED_RULES).map(|rule| inert(rule)).collect();
    match absent.rules.len() - named.len() {
        0 if named.is_empty() => String::new(),
        0 => format!(" ({})", named.join(", ")),
        more => format!(" ({} and {more} more)", named.join(", ")),
    }
}

type Style = &'static str;

const BOLD: Style = "1";
const DIM: Style = "2";
const UNDECIDED: Style = "1;35";

fn level_style(level: Level) -> Style {
    match level {
        Level::Breaking => "1;31",
        Level::Risky => "1;33",
        Level::Info => "1;34",
    }
}

fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Safe => "1;32",
        Verdict::Risky => level_style(Level::Risky),
        Verdict::Undecided => UNDECIDED,
        Verdict::Breaking => level_style(Level::Breaking),
    }
}

struct StyledText<T> {
    style: Option<Style>,
    text: T,
}

impl<T: Display> Display for StyledText<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "\x1b[{style}m{}\x1b[0m", self.text),
            None => self.text.fmt(f),
        }
    }
}
