//! The grading of a report by policy and usage.

use crate::compat::context::{Evidence, Options};
use crate::compat::policy::unused;
use crate::compat::report::{Finding, NotChecked, Report, Verdict};
use crate::surface::Surface;

/// Rules that find that callers lose a function or a route.
const REMOVALS: [&str; 4] =
    ["function-removed", "function-made-internal", "function-kind-changed", "http-route-removed"];

/// Facts that logs do not have.
const NOT_IN_LOGS: [&str; 2] =
    ["versions of the clients that called a function, and their arguments: logs have neither", "gaps in the logs"];

/// Adds usage to the findings, grades them, sorts them, and computes the verdict.
pub(super) fn grade(report: &mut Report, surfaces: &[&Surface], evidence: &Evidence, options: &Options) {
    let (policy, now) = (&options.policy, options.now);
    if let Some(usage) = &evidence.usage {
        let removals = report.findings.iter_mut().filter(|finding| REMOVALS.contains(&finding.rule.as_str()));
        removals.for_each(|finding| finding.usage = usage.of(&finding.subject, now));
        let whats = if usage.is_empty() { vec!["usage: the logs have no event"] } else { NOT_IN_LOGS.to_vec() };
        report.not_checked.extend(whats.into_iter().map(fact));
    }
    for findings in [&mut report.findings, &mut report.rollback] {
        findings.iter_mut().for_each(|finding| policy.grade(finding, now));
        findings.sort_by(|a, b| (b.level, &a.subject, &a.rule).cmp(&(a.level, &b.subject, &b.rule)));
    }
    let all: Vec<&Finding> = report.findings.iter().chain(&report.rollback).collect();
    report.unused_policy = unused(policy, &all, surfaces, now);
    report.verdict = Verdict::of(&report.findings, &report.undecided, &report.missing);
}

fn fact(what: &str) -> NotChecked {
    NotChecked { what: what.to_owned(), component: String::new(), rules: Vec::new() }
}
