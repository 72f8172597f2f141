//! The gate over the histories of real apps: each result is decided, each "no" proven, and each "yes" tried on values.

use std::collections::BTreeMap;
use std::fs;

use convex_ops::compat::report::{Finding, Level, Report};
use convex_ops::compat::rules::RULES;
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::schema::{Schema, Validator};
use convex_ops::surface::{Function, Surface, Visibility};

use super::cases::NOW;
use super::witness::{args, confirm, returns};
use crate::generate::{Dice, value_of};
use crate::support::{evidence, recorded_surface};

/// Number of values to try without findings.
const TRIES: usize = 20;

/// Breaking findings that need no witness, since they name a removed item.
const NEEDS_NO_WITNESS: [&str; 4] =
    ["function-kind-changed", "function-made-internal", "function-removed", "http-route-removed"];

/// A change between two consecutive states of an app.
struct Change<'a> {
    title: String,
    old: &'a Surface,
    new: &'a Surface,
    report: Report,
}

#[test]
fn real_app_changes_are_judged_correctly() {
    let Some(folder) = evidence() else {
        println!("real_app_changes_are_judged_correctly: skipped, no recorded evidence");
        return;
    };
    let mut changes = 0;
    let mut tried = 0;
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for entry in fs::read_dir(folder.join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let states: Vec<Surface> = text.lines().map(|line| Surface::parse(&recorded_surface(line)).unwrap()).collect();
        for (index, pair) in states.windows(2).enumerate() {
            let report = check(&pair[0], &pair[1], &Evidence::default(), &Options::at(NOW));
            for finding in &report.findings {
                *counts.entry((finding.rule.clone(), finding.level.as_str())).or_default() += 1;
            }
            let title = format!("{}:{}", path.display(), index + 1);
            let change = Change { title, old: &pair[0], new: &pair[1], report };
            change.is_decided_and_proven();
            tried += change.try_tables() + change.try_functions();
            changes += 1;
        }
    }
    println!("{changes} changes, {tried} values tried without findings; findings by rule:");
    counts.iter().for_each(|((rule, level), count)| println!("{count:>6} {rule} ({level})"));
    assert!(changes > 400 && tried > 5_000, "{changes} changes, {tried} values");
}

impl Change<'_> {
    fn is_decided_and_proven(&self) {
        assert!(self.report.undecided.is_empty(), "{}: {:?}", self.title, self.report.undecided);
        for finding in self.report.findings.iter().chain(&self.report.rollback) {
            confirm(&self.title, finding, &self.report, self.old, self.new);
        }
        for finding in self.report.findings.iter().filter(|finding| finding.level == Level::Breaking) {
            let compares = RULES.iter().any(|rule| rule.id == finding.rule && rule.declaration.is_comparison());
            let proven = finding.witness.is_some() || NEEDS_NO_WITNESS.contains(&finding.rule.as_str());
            assert!(proven || !compares, "{}: {finding:?}", self.title);
        }
    }

    /// Tries documents of the old type against tables without findings.
    fn try_tables(&self) -> usize {
        let schema = |side: &'_ Surface| side.root.schema.known().cloned().flatten().filter(|schema| schema.validates);
        let (Some(old), Some(new)): (Option<Schema>, Option<Schema>) = (schema(self.old), schema(self.new)) else {
            return 0;
        };
        let tables = old.tables.iter().filter(|(name, _)| {
            !self.finds(|finding| finding.subject.table.as_deref() == Some(name) && finding.witness.is_some())
        });
        let both = tables.filter_map(|(name, old)| Some((name, &old.document, &new.tables.get(name)?.document)));
        both.map(|(name, old, new)| self.try_values(name, old, new, Reader::Closed)).sum()
    }

    /// Tries arguments and results of old clients with functions without findings.
    fn try_functions(&self) -> usize {
        let functions = |side: &'_ Surface| side.root.functions.known().cloned().unwrap_or_default();
        let new = functions(self.new);
        let mut tried = 0;
        for (name, old) in functions(self.old) {
            let found = |prefixes: &[&str]| {
                self.finds(|finding| {
                    let about = finding.subject.function.as_deref() == Some(name.as_str());
                    about && prefixes.iter().any(|prefix| finding.rule.starts_with(prefix))
                })
            };
            let Some(new): Option<&Function> = new.get(&name) else { continue };
            // Only functions that are deployed together with it call an internal query.
            let called = old.visibility == Visibility::Public || old.kind.is_schedulable();
            if called && !found(&["args-", "function-made-internal", "function-kind-changed"]) {
                tried += self.try_values(name.as_str(), &args(&old), &args(new), Reader::Closed);
            }
            if !found(&["returns-widened", "returns-validator-removed", "function-"]) {
                tried += self.try_values(name.as_str(), &returns(new), &returns(&old), Reader::Open);
            }
        }
        tried
    }

    fn finds(&self, about: impl Fn(&Finding) -> bool) -> bool {
        self.report.findings.iter().any(about)
    }

    /// Tries values of a changed type: the reader must accept every value of the writer.
    fn try_values(&self, name: &str, writer: &Validator, reader: &Validator, kind: Reader) -> usize {
        if writer == reader {
            return 0;
        }
        let (checker, mut dice) = (Checker::new(&self.report.tables, kind), Dice::new(7));
        let values = (0..TRIES).filter_map(|_| value_of(writer, &self.report.tables, &mut dice));
        let refused = |value| assert!(checker.accepts(reader, &value), "{}: {name} refuses {value:?}", self.title);
        values.map(refused).count()
    }
}
