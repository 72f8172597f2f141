//! JUnit XML: a suite for each family of rules, a case for each finding and for each rule that found nothing.

use std::fmt::{self, Display, Formatter};

use super::RenderOptions;
use super::markup::escape;
use super::show::show;
use super::summary::{acceptance, describe_victims, forms, position};
use crate::compat::ids::{Family, RULE_IDS};
use crate::compat::report::{Finding, Report, Undecided, UnusedPolicy};

const FAMILIES: [Family; 8] = [
    Family::Data,
    Family::Schema,
    Family::Index,
    Family::Function,
    Family::Http,
    Family::Schedule,
    Family::Config,
    Family::Rollback,
];

pub(super) struct Junit<'a> {
    report: &'a Report,
    options: &'a RenderOptions,
}

/// One test case.
struct Case<'a> {
    rule: &'a str,
    name: String,
    outcome: Outcome<'a>,
}

enum Outcome<'a> {
    Passed(Option<&'a Finding>),
    Failed(&'a Finding),
    Undecided(&'a Undecided),
    Missing,
    Skipped(String),
}

impl<'a> Junit<'a> {
    pub(super) fn new(report: &'a Report, options: &'a RenderOptions) -> Self {
        Self { report, options }
    }

    /// Returns the cases of a family, rule by rule.
    fn cases(&self, family: Family) -> Vec<Case<'a>> {
        RULE_IDS.iter().filter(|(_, of)| *of == family).flat_map(|(rule, _)| self.cases_of(rule)).collect()
    }

    fn cases_of(&self, rule: &'static str) -> Vec<Case<'a>> {
        let report = self.report;
        let found = report.findings.iter().chain(&report.rollback).filter(|finding| finding.rule == rule);
        let found = found.map(|finding| self.case(finding));
        let undecided = report.undecided.iter().filter(|question| question.rule == rule).map(|question| Case {
            rule,
            name: question.subject.to_string(),
            outcome: Outcome::Undecided(question),
        });
        let mut cases: Vec<Case<'a>> = found.chain(undecided).collect();
        let absent = report.not_checked.iter().find(|absent| absent.rules.iter().any(|id| id == rule));
        match absent {
            Some(absent) => cases.push(Case {
                rule,
                name: "not checked everywhere".to_owned(),
                outcome: Outcome::Skipped(format!("not given: {}", super::summary::describe_unchecked(absent))),
            }),
            None if cases.is_empty() => {
                let name = "nothing found".to_owned();
                cases.push(Case { rule, name, outcome: Outcome::Passed(None) });
            }
            None => {}
        }
        cases
    }

    fn case(&self, finding: &'a Finding) -> Case<'a> {
        let outcome = match &finding.accepted {
            Some(accepted) => Outcome::Skipped(format!("accepted: {}", acceptance(accepted))),
            None if finding.level >= self.options.fail_on => Outcome::Failed(finding),
            None => Outcome::Passed(Some(finding)),
        };
        Case { rule: &finding.rule, name: finding.subject.to_string(), outcome }
    }
}

impl Display for Junit<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let suites: Vec<_> = FAMILIES.map(|family| (family, self.cases(family))).into_iter().collect();
        let missing: Vec<Case<'_>> = self.report.missing.iter().map(|what| Case::missing(what)).collect();
        let unused: Vec<Case<'_>> = self.report.unused_policy.iter().map(Case::unused).collect();
        let all: Vec<&Case<'_>> = suites.iter().flat_map(|(_, cases)| cases).chain(&missing).chain(&unused).collect();
        writeln!(f, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(f, "<testsuites name=\"convex-ops\" {}>", format_counts(&all))?;
        for (family, cases) in suites.iter().filter(|(_, cases)| !cases.is_empty()) {
            let counts = format_counts(&cases.iter().collect::<Vec<_>>());
            writeln!(f, "  <testsuite name=\"{}\" {counts}>", family.as_str())?;
            cases.iter().try_for_each(|case| write!(f, "{case}"))?;
            writeln!(f, "  </testsuite>")?;
        }
        if !missing.is_empty() {
            writeln!(f, "  <testsuite name=\"inputs\" {}>", format_counts(&missing.iter().collect::<Vec<_>>()))?;
            missing.iter().try_for_each(|case| write!(f, "{case}"))?;
            writeln!(f, "  </testsuite>")?;
        }
        if !unused.is_empty() {
            writeln!(f, "  <testsuite name=\"policy\" {}>", format_counts(&unused.iter().collect::<Vec<_>>()))?;
            unused.iter().try_for_each(|case| write!(f, "{case}"))?;
            writeln!(f, "  </testsuite>")?;
        }
        writeln!(f, "</testsuites>")
    }
}

fn format_counts(cases: &[&Case<'_>]) -> String {
    let count = |is: fn(&Outcome<'_>) -> bool| cases.iter().filter(|case| is(&case.outcome)).count();
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        cases.len(),
        count(|outcome| matches!(outcome, Outcome::Failed(_))),
        count(|outcome| matches!(outcome, Outcome::Undecided(_) | Outcome::Missing)),
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
    )
}

impl<'a> Case<'a> {
    fn missing(what: &'a str) -> Self {
        Self { rule: "input", name: what.to_owned(), outcome: Outcome::Missing }
    }

    fn unused(entry: &'a UnusedPolicy) -> Self {
        let why = format!("without effect: {}", entry.why);
        Self { rule: "policy", name: entry.entry.clone(), outcome: Outcome::Skipped(why) }
    }
}

impl Display for Case<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "    <testcase classname=\"{}\" name=\"{}\"", escape(self.rule), escape(&self.name))?;
        match &self.outcome {
            Outcome::Passed(None) => return writeln!(f, "/>"),
            Outcome::Passed(Some(finding)) => write!(f, "><system-out>{}</system-out>", escape_lines(finding))?,
            Outcome::Failed(finding) => {
                let (level, message) = (finding.level.as_str(), escape(&finding.message));
                write!(f, "><failure type=\"{level}\" message=\"{message}\">{}</failure>", escape_lines(finding))?;
            }
            Outcome::Undecided(question) => {
                write!(f, "><error type=\"undecided\" message=\"{}\"/>", escape(&question.message))?;
            }
            Outcome::Missing => write!(f, "><error type=\"missing\" message=\"the verdict needs this input\"/>")?,
            Outcome::Skipped(why) => write!(f, "><skipped message=\"{}\"/>", escape(why))?,
        }
        writeln!(f, "</testcase>")
    }
}

/// Renders the details of a finding, one per line.
fn escape_lines(finding: &Finding) -> String {
    let mut lines = vec![finding.message.clone(), format!("breaks: {}", describe_victims(finding))];
    lines.extend(finding.location.as_ref().map(|location| format!("at: {}", position(location))));
    lines.extend(forms(finding).map(|(label, form)| format!("{label}: {form}")));
    lines.extend(finding.count.map(|count| format!("count: {count}")));
    lines.extend(finding.usage.as_ref().map(|usage| format!("usage: {usage}")));
    lines.extend(finding.witness.as_ref().map(|witness| format!("witness: {}", show(witness))));
    lines.extend(finding.samples.iter().map(|sample| format!("sample: {} {}", sample.id, sample.path)));
    lines.extend(finding.fix.as_ref().map(|fix| format!("fix: {fix}")));
    lines.push(format!("fingerprint: {}", finding.fingerprint));
    lines.iter().map(|line| escape(line.trim_end())).collect::<Vec<_>>().join("\n")
}
