//! `conformance/rules/<id>/*.json`: the findings of all rules for a change.

use std::collections::{BTreeMap, BTreeSet};

use convex_ops::compat::report::{Finding, Level, Report, Subject};
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::surface::Surface;
use serde::Deserialize;
use serde_json::Value as Json;

use super::evidence::EvidenceJson;
use super::ids;
use crate::support::{files, read};

/// The time of every case: 2026-01-01T00:00:00Z.
pub(super) const NOW: f64 = 1_767_225_600_000.0;

/// A change, the known state of the deployment, and the expected findings.
pub(super) struct Case {
    /// The folder, which is the ID of the tested rule.
    pub(super) rule: String,
    /// The file, and the name in it.
    pub(super) title: String,
    pub(super) baseline: Surface,
    pub(super) candidate: Surface,
    pub(super) evidence: Evidence,
    findings: Vec<Expected>,
    rollback: Option<Vec<Expected>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseJson {
    name: String,
    baseline: Json,
    candidate: Json,
    #[serde(default)]
    evidence: EvidenceJson,
    findings: Vec<Expected>,
    rollback: Option<Vec<Expected>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    rule: String,
    level: Level,
    subject: Subject,
}

impl From<&Finding> for Expected {
    fn from(finding: &Finding) -> Self {
        Self { rule: finding.rule.clone(), level: finding.level, subject: finding.subject.clone() }
    }
}

impl Case {
    fn read(file: &str) -> Self {
        let json: CaseJson = serde_json::from_str(&read(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let title = format!("{file}: {}", json.name);
        let surface =
            |side: &Json| Surface::parse(&side.to_string()).unwrap_or_else(|error| panic!("{title}: {error}"));
        let (baseline, candidate) = (surface(&json.baseline), surface(&json.candidate));
        let evidence = json.evidence.read(&candidate);
        let rule = file.split('/').nth(2).unwrap().to_owned();
        Self { rule, title, baseline, candidate, evidence, findings: json.findings, rollback: json.rollback }
    }

    pub(super) fn report(&self) -> Report {
        check(&self.baseline, &self.candidate, &self.evidence, &Options::at(NOW))
    }

    fn expects(&self, rule: &str) -> bool {
        self.findings.iter().chain(self.rollback.iter().flatten()).any(|expected| expected.rule == rule)
    }
}

/// Every case, in the order of the files.
pub(super) fn cases() -> Vec<Case> {
    files("conformance/rules", &[".json"]).iter().map(|file| Case::read(file)).collect()
}

fn sorted(findings: impl IntoIterator<Item = impl Into<Expected>>) -> Vec<Expected> {
    let mut sorted: Vec<Expected> = findings.into_iter().map(Into::into).collect();
    sorted.sort();
    sorted
}

#[test]
fn cases_produce_exactly_expected_findings() {
    let mut wrong = Vec::new();
    for case in cases() {
        let report = case.report();
        let mut compare = |what: &str, found: &[Finding], expected: &[Expected]| {
            let (found, expected) = (sorted(found), sorted(expected.iter().cloned()));
            if found != expected {
                wrong.push(format!("{}: {what}\nfound {found:#?}\nexpected {expected:#?}", case.title));
            }
        };
        compare("findings", &report.findings, &case.findings);
        if let Some(rollback) = &case.rollback {
            compare("rollback", &report.rollback, rollback);
        }
        if !report.undecided.is_empty() {
            wrong.push(format!("{}: undecided {:#?}", case.title, report.undecided));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn rules_have_positive_and_negative_cases() {
    let mut fires: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    for case in cases() {
        assert!(ids().contains(&case.rule), "{}: unknown rule ID", case.title);
        fires.entry(case.rule.clone()).or_default().insert(case.expects(&case.rule));
    }
    let both = BTreeSet::from([false, true]);
    let lacking: Vec<_> = ids().into_iter().filter(|id| fires.get(id) != Some(&both)).collect();
    assert!(lacking.is_empty(), "rules without a positive or a negative case: {lacking:?}");
}

#[test]
fn fingerprints_are_unique_within_report() {
    for case in cases() {
        let report = case.report();
        let findings: Vec<&Finding> = report.findings.iter().chain(&report.rollback).collect();
        let fingerprints: BTreeSet<&str> = findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        assert_eq!(fingerprints.len(), findings.len(), "{}: {findings:#?}", case.title);
    }
}
