//! The reports of several baselines as one.

use std::collections::BTreeSet;

use crate::compat::report::{Finding, Report};
use crate::surface::Surface;

/// A version that the candidate must not break.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Baseline<'a> {
    /// Name in findings: a tag, a file.
    pub name: Option<String>,
    /// Surface of the version.
    pub surface: &'a Surface,
}

impl<'a> Baseline<'a> {
    /// Names a version.
    #[must_use]
    pub fn new(name: Option<String>, surface: &'a Surface) -> Self {
        Self { name, surface }
    }
}

/// Adds the reports of earlier versions to that of the live one. Findings of the same fingerprint are reported once, with
/// the names of all their baselines. The rollback is about the live version alone.
pub(super) fn merge(live: Report, earlier: impl Iterator<Item = Report>) -> Report {
    earlier.fold(live, |mut report, other| {
        add(&mut report, other);
        report
    })
}

fn add(report: &mut Report, other: Report) {
    let known: BTreeSet<String> = report.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
    for finding in other.findings {
        if known.contains(&finding.fingerprint) {
            name_baseline(&mut report.findings, &finding);
        } else {
            report.findings.push(finding);
        }
    }
    let new = other.undecided.into_iter().filter(|question| !report.undecided.contains(question)).collect::<Vec<_>>();
    report.undecided.extend(new);
    let new = other.not_checked.into_iter().filter(|absent| !report.not_checked.contains(absent)).collect::<Vec<_>>();
    report.not_checked.splice(0..0, new);
    let new = other.missing.into_iter().filter(|what| !report.missing.contains(what)).collect::<Vec<_>>();
    report.missing.extend(new);
}

fn name_baseline(findings: &mut [Finding], same: &Finding) {
    let found = findings.iter_mut().find(|finding| finding.fingerprint == same.fingerprint);
    if let Some((Some(names), Some(name))) = found.map(|finding| (&mut finding.baseline, &same.baseline))
        && !names.split(", ").any(|known| known == name)
    {
        names.push_str(", ");
        names.push_str(name);
    }
}
