//! Docs of the rules: their headings, and their examples, which must produce the documented finding.

use std::collections::BTreeSet;

use convex_ops::compat::report::Report;
use convex_ops::compat::rule::{Input, PartName, Rule};
use convex_ops::compat::rules::RULES;
use convex_ops::compat::{Options, check};
use convex_ops::surface::Surface;
use serde_json::Value as Json;

use super::cases::NOW;
use super::evidence::EvidenceJson;

const HEADINGS: [&str; 4] = ["# What it finds", "# Why it breaks", "# Example", "# Safe rollout"];

/// The example in a rule's docs.
pub(super) struct Example {
    pub(super) baseline: Json,
    pub(super) candidate: Json,
    evidence: EvidenceJson,
}

impl Example {
    pub(super) fn of(rule: &Rule) -> Self {
        let docs = rule.docs();
        let json = |name: &str| -> Option<Json> {
            let start = docs.split_once(&format!("```json {name}\n"))?.1;
            let text = start.split_once("\n```").unwrap_or_else(|| panic!("{}: unterminated `{name}`", rule.id)).0;
            Some(serde_json::from_str(text).unwrap_or_else(|error| panic!("{}: {name}: {error}", rule.id)))
        };
        let side = |name: &str| json(name).unwrap_or_else(|| panic!("{}: the example has no {name}", rule.id));
        let evidence = json("evidence").map(|json| serde_json::from_value(json).unwrap()).unwrap_or_default();
        Self { baseline: side("baseline"), candidate: side("candidate"), evidence }
    }

    fn report(&self) -> Report {
        let surface = |side: &Json| Surface::parse(&side.to_string()).unwrap();
        let (baseline, candidate) = (surface(&self.baseline), surface(&self.candidate));
        check(&baseline, &candidate, &self.evidence.read(&candidate), &Options::at(NOW))
    }

    /// The example without one of its inputs.
    fn without(mut self, input: Input) -> Self {
        let remove = |side: &mut Json, part: PartName| {
            let members = side.as_object_mut().unwrap();
            members.remove(part.as_str()).expect("the example has all inputs of the rule");
            if members.keys().all(|member| member == "problems") {
                // An object without parts is not a surface.
                let other = if part == PartName::Schema { PartName::Functions } else { PartName::Schema };
                members.insert(other.as_str().to_owned(), Json::Null);
            }
        };
        match input {
            Input::Baseline(part) => remove(&mut self.baseline, part),
            Input::Candidate(part) => remove(&mut self.candidate, part),
            Input::Data => (self.evidence.documents, self.evidence.counts) = (None, None),
            Input::Scheduled => self.evidence.scheduled = None,
            Input::EnvironmentVariables => {
                (self.evidence.environment_variables, self.evidence.environment_values) = (None, None);
            }
        }
        self
    }
}

/// IDs of the rules with findings.
fn found(rule: &Rule, report: &Report) -> BTreeSet<String> {
    let findings = if rule.family.as_str() == "rollback" { &report.rollback } else { &report.findings };
    findings.iter().map(|finding| finding.rule.clone()).collect()
}

#[test]
fn docs_have_summary_and_four_headings_in_order() {
    for rule in RULES {
        let docs = rule.docs();
        let headings: Vec<&str> = docs.lines().filter(|line| line.starts_with("# ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.id);
        assert!(rule.summary().ends_with('.') && !rule.summary().starts_with('#'), "{}: no summary", rule.id);
        for heading in HEADINGS {
            let text = docs.split_once(heading).unwrap().1.lines().nth(1);
            assert!(text.is_some_and(|line| !line.is_empty()), "{}: nothing under `{heading}`", rule.id);
        }
    }
}

#[test]
fn docs_example_produces_only_this_rule() {
    for rule in RULES {
        let report = Example::of(rule).report();
        assert_eq!(found(rule, &report), BTreeSet::from([rule.id.to_owned()]), "{}", rule.id);
    }
}

#[test]
fn missing_input_silences_rule_and_is_reported() {
    for rule in RULES {
        for input in rule.declaration.needs() {
            let report = Example::of(rule).without(input).report();
            assert!(!found(rule, &report).contains(rule.id), "{} without {input:?}", rule.id);
            let noted = report.not_checked.iter().any(|absent| absent.rules.iter().any(|id| id == rule.id));
            assert!(noted, "{} without {input:?}: {:?}", rule.id, report.not_checked);
        }
    }
}
