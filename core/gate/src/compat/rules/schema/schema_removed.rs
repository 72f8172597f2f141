//! The schema was removed.
//!
//! # What it finds
//! A component that has a schema in the baseline but not in the candidate.
//!
//! # Why it breaks
//! Convex keeps the documents, stops checking them, and drops every index. Queries that use an index fail, and
//! rebuilding the indexes takes time.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": null}
//! ```
//!
//! # Safe rollout
//! Keep the schema; a table of type `v.any()` accepts every document and keeps its indexes.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Component(check)).compares(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let candidate = pair.candidate.and_then(|component| component.schema.known());
    let (Some(schema), Some(None)) = (pair.baseline_schema(), candidate) else { return };
    let (tables, indexes) =
        (schema.tables.len(), schema.tables.values().map(|table| table.indexes.len()).sum::<usize>());
    let message = format!(
        "the schema was removed: documents of {tables} tables are kept but no longer checked, and {indexes} indexes are dropped"
    );
    sink.push(Draft::new(pair.subject(), message).fix("keep the schema"));
}
