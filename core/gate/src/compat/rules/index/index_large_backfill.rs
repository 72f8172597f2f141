//! A deploy waits until an index of a large table is built.
//!
//! # What it finds
//! An index that the candidate adds or changes on a table of 100,000 documents or more. An index that is staged now, or
//! was staged before, does not delay the deploy.
//!
//! # Why it breaks
//! The deploy waits until every document is in the index. Convex's own CLI asks for confirmation first, and fails if no
//! one can confirm.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [{"indexDescriptor": "by_name", "fields": ["name"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json evidence
//! {"counts": {"users": 100000}}
//! ```
//!
//! # Safe rollout
//! Add the index as a staged one, let it fill in the background, then enable it in a later deploy.

use super::large::{is_built, large_count};
use crate::compat::pair::TablePair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Table(check)).compares(&[PartName::Schema]).with_data();

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let (Some(count), Some(candidate)) = (large_count(pair), pair.candidate) else { return };
    let table = pair.name;
    for index in candidate.indexes.iter().filter(|index| is_built(index, pair.baseline)) {
        let name = &index.name;
        let message = format!("the deploy waits until index `{table}.{name}` is built from {count} documents");
        sink.push(
            Draft::new(Subject::index(pair.component.path, table, name), message)
                .count(count)
                .fix(format!("stage `{table}.{name}` first")),
        );
    }
}
