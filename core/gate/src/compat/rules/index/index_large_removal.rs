//! An index of a large table is dropped.
//!
//! # What it finds
//! An index that the candidate removes, on a table of 100,000 documents or more; those that go with their table or with
//! the whole schema included. An index that is built anew under its name is `index-large-backfill`. Functions that use
//! the index are `index-removed`.
//!
//! # Why it breaks
//! Nothing brings it back but building it again from every document. Convex's own CLI asks before it begins, which fails
//! where nobody is there to answer.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "stagedDbIndexes": [{"indexDescriptor": "by_name", "fields": ["name"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json evidence
//! {"counts": {"users": 100000}}
//! ```
//!
//! # Safe rollout
//! See that no function uses the index, in the functions that are deployed and in those that you might go back to. Then
//! remove it.

use super::large::{has, is_built, large_count};
use crate::compat::pair::TablePair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};
use crate::schema::Index;

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "index-large-removal",
    family: Family::Index,
    scope: Scope::Evidence,
    level: Level::Risky,
    breaks: &[Breaks::Operators],
    needs: &[Input::Baseline(PartName::Schema), Input::Candidate(PartName::Schema), Input::Data],
    since: "0.1.0",
    source: include_str!("index_large_removal.rs"),
    check: Check::Table(check),
};

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let (Some(count), Some(baseline)) = (large_count(pair), pair.baseline) else { return };
    let table = pair.name;
    for index in baseline.indexes.iter().filter(|index| is_dropped(index, pair)) {
        let name = &index.name;
        let message = format!("index `{table}.{name}` is dropped; it was built from {count} documents");
        sink.push(
            Draft::new(Subject::index(pair.component.path, table, name), message)
                .count(count)
                .fix(format!("keep `{table}.{name}` until nothing can need it")),
        );
    }
}

/// One that is built anew under the same name is `index-large-backfill`.
fn is_dropped(index: &Index, pair: &TablePair<'_>) -> bool {
    let mut successors = pair.candidate.into_iter().flat_map(|table| &table.indexes);
    let is_replaced = successors.any(|new| new.name == index.name && is_built(new, pair.baseline));
    !has(pair.candidate, index) && !is_replaced
}
