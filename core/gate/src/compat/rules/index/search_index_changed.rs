//! The fields of a search index changed.
//!
//! # What it finds
//! A search index with another search field or other filter fields in the candidate, or with another kind.
//!
//! # Why it breaks
//! Functions that search or filter by the old fields fail. Convex drops the old index and builds the new one from every
//! document. The deploy waits for it, and the old index cannot be restored.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [],
//!   "searchIndexes": [{"indexDescriptor": "find", "searchField": "name", "filterFields": ["team"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [],
//!   "searchIndexes": [{"indexDescriptor": "find", "searchField": "name", "filterFields": []}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Add the new index under another name, deploy the functions that use it, then remove the old one.

use super::change::report;
use crate::compat::pair::IndexPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, PartName, Sink};
use crate::schema::IndexKind;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators, Breaks::ServerCallers], Check::Index(check)).compares(&[PartName::Schema]);

fn check(pair: &IndexPair<'_>, sink: &mut Sink<'_>) {
    report(pair, |kind| matches!(kind, IndexKind::Search { .. }), sink);
}
