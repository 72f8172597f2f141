//! Changes of real apps.

use super::planned;
use crate::support::{evidence, recorded_surface};
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::plan::passes;
use convex_ops::surface::Surface;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn every_breaking_change_of_real_apps_that_convex_accepts_has_a_plan() {
    let Some(folder) = evidence() else { return };
    let files = fs::read_dir(folder.join("corpus")).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")).collect();
    let counts: Vec<Counts> = std::thread::scope(|scope| {
        let half = files.len().div_ceil(2);
        let parts = files.chunks(half).map(|files| {
            scope.spawn(move || {
                let mut counts = Counts::default();
                files.iter().for_each(|file| counts.add(&fs::read_to_string(file).unwrap()));
                counts
            })
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let mut all = Counts::default();
    for counts in counts {
        all.pairs += counts.pairs;
        all.breaking += counts.breaking;
        counts.deploys.into_iter().for_each(|(deploys, count)| *all.deploys.entry(deploys).or_default() += count);
        counts.blocked.into_iter().for_each(|(reason, count)| *all.blocked.entry(reason).or_default() += count);
    }
    println!("{all:?}");
    assert!(all.pairs > 400 && all.breaking > 200, "{all:?}");
    assert!(all.deploys.values().sum::<usize>() > 190, "{all:?}");
}

/// Numbers of changes.
#[derive(Debug, Default)]
struct Counts {
    pairs: usize,
    /// Changes that the gate refuses.
    breaking: usize,
    /// Of these, plans by their number of deploys.
    deploys: BTreeMap<usize, usize>,
    /// Of these, rules that no plan avoids.
    blocked: BTreeMap<String, usize>,
}

impl Counts {
    fn add(&mut self, states: &str) {
        let surfaces: Vec<_> = states.lines().map(|line| Surface::parse(&recorded_surface(line)).unwrap()).collect();
        for pair in surfaces.windows(2) {
            let (baseline, candidate) = (&pair[0], &pair[1]);
            self.pairs += 1;
            if passes(&check(baseline, candidate, &Evidence::default(), &Options::at(0.0))) {
                continue;
            }
            self.breaking += 1;
            let plan = planned(baseline, candidate, &Evidence::default());
            if plan.blocked.is_empty() {
                *self.deploys.entry(plan.steps.len()).or_default() += 1;
            }
            let alone = check(candidate, candidate, &Evidence::default(), &Options::at(0.0));
            for blocked in &plan.blocked {
                let is_refused = alone.findings.iter().any(|finding| finding.rule == blocked.rule);
                assert!(is_refused, "only a candidate that Convex refuses has no plan: {blocked:?}");
            }
            let rules: BTreeSet<_> = plan.blocked.iter().map(|blocked| blocked.rule.clone()).collect();
            rules.into_iter().for_each(|rule| *self.blocked.entry(rule).or_default() += 1);
        }
    }
}
