//! An index of a large table is dropped.
//!
//! # What it finds
//! An index that the candidate removes from a table of 100,000 documents or more, also if it is dropped with its table
//! or with the whole schema. `index-large-backfill` covers an index that is rebuilt under its name, and `index-removed`
//! the functions that use the index.
//!
//! # Why it breaks
//! The only way to restore the index is to rebuild it from every document. Convex's own CLI asks for confirmation
//! first, and fails if no one can confirm.
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
//! Check that no function uses the index, neither in the deployed version nor in any version that you might roll back
//! to. Then remove it.

use super::large::{has, is_built, large_count};
use crate::compat::pair::TablePair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::Index;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Table(check)).compares(&[PartName::Schema]).with_data();

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let (Some(count), Some(baseline)) = (large_count(pair), pair.baseline) else { return };
    let table = pair.name;
    for index in baseline.indexes.iter().filter(|index| is_dropped(index, pair)) {
        let name = &index.name;
        let message = format!("index `{table}.{name}` is dropped; it was built from {count} documents");
        sink.push(
            Draft::new(Subject::index(pair.component.path, table, name), message)
                .count(count)
                .fix(format!("keep `{table}.{name}` until no version that uses it can be deployed")),
        );
    }
}

/// Checks if the index is dropped. `index-large-backfill` covers one that is rebuilt under the same name.
fn is_dropped(index: &Index, pair: &TablePair<'_>) -> bool {
    let mut successors = pair.candidate.into_iter().flat_map(|table| &table.indexes);
    let is_replaced = successors.any(|new| new.name == index.name && is_built(new, pair.baseline));
    !has(pair.candidate, index) && !is_replaced
}
