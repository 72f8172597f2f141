//! Rules that compare find nothing between a surface and itself.

use std::fs;

use convex_ops::compat::rules::RULES;
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::surface::Surface;

use super::cases::{NOW, cases};
use super::docs::Example;
use crate::support::{evidence, files, read, recorded_surface};

/// Findings of comparing rules between a surface and itself.
fn differences(surface: &Surface) -> Vec<String> {
    let report = check(surface, surface, &Evidence::default(), &Options::at(NOW));
    assert!(report.undecided.is_empty(), "{:?}", report.undecided);
    let compares = |id: &str| RULES.iter().any(|rule| rule.id == id && rule.declaration.is_comparison());
    let findings = report.findings.into_iter().chain(report.rollback);
    findings.map(|finding| finding.rule).filter(|id| compares(id)).collect()
}

#[test]
fn identical_surfaces_have_no_findings() {
    for case in cases() {
        for surface in [&case.baseline, &case.candidate] {
            assert_eq!(differences(surface), [""; 0], "{}", case.title);
        }
    }
    for rule in RULES {
        let example = Example::of(rule);
        for side in [example.baseline, example.candidate] {
            assert_eq!(differences(&Surface::parse(&side.to_string()).unwrap()), [""; 0], "{}", rule.id);
        }
    }
    for file in files("examples/sample", &["baseline.json", "candidate.json"]) {
        assert_eq!(differences(&Surface::parse(&read(&file)).unwrap()), [""; 0], "{file}");
    }
}

#[test]
fn identical_real_apps_have_no_findings() {
    let Some(folder) = evidence() else { return };
    for entry in fs::read_dir(folder.join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        let Some("jsonl") = path.extension().and_then(|ending| ending.to_str()) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        let latest = text.lines().last().unwrap();
        assert_eq!(differences(&Surface::parse(&recorded_surface(latest)).unwrap()), [""; 0], "{}", path.display());
    }
}
