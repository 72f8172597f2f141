//! An index was removed.
//!
//! # What it finds
//! An index of any kind that the candidate's schema does not have under the same name, or has only as a staged one, if
//! both schemas have the table. On a large table, `index-large-removal` reports the cost of rebuilding it, and this
//! rule only what breaks.
//!
//! # Why it breaks
//! Functions that query it fail. A dropped index cannot be restored: it has to be rebuilt from every document.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [{"indexDescriptor": "by_name", "fields": ["name"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! First deploy the functions without it and check that nothing uses it. Then remove it.

use super::large::other_victims;
use crate::compat::pair::IndexPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::Index;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators, Breaks::ServerCallers], Check::Index(check)).compares(&[PartName::Schema]);

fn check(pair: &IndexPair<'_>, sink: &mut Sink<'_>) {
    let Some(old) = pair.baseline else { return };
    let (table, name) = (pair.table.name, pair.name);
    let (message, breaks) = match pair.candidate {
        None => (format!("index `{table}.{name}` was removed{}", rename_hint(pair, old)), other_victims(pair, old)),
        Some(new) if is_staged_again(old, new) => (
            format!("index `{table}.{name}` is now staged: functions cannot use it"),
            Some([Breaks::ServerCallers].as_slice()),
        ),
        Some(_) => return,
    };
    let Some(breaks) = breaks else { return };
    sink.push(
        Draft::new(pair.subject(), message)
            .breaks(breaks)
            .fix(format!("keep `{table}.{name}` until no function uses it")),
    );
}

fn is_staged_again(old: &Index, new: &Index) -> bool {
    !old.staged && new.staged && old.kind == new.kind
}

/// Suggests the new name if an index of the same kind and fields is new. A hint, not a verdict.
fn rename_hint(pair: &IndexPair<'_>, removed: &Index) -> String {
    let is_new =
        |name: &str| pair.table.baseline.is_some_and(|table| !table.indexes.iter().any(|index| index.name == name));
    let indexes = pair.table.candidate.map(|table| table.indexes.as_slice()).unwrap_or_default();
    match indexes.iter().find(|index| index.kind == removed.kind && is_new(&index.name)) {
        Some(new) => format!("; was it renamed to `{}`?", new.name),
        None => String::new(),
    }
}
