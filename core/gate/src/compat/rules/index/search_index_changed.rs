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
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Family, Input, PartName, Rule, Scope, Sink};
use crate::schema::IndexKind;

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "search-index-changed",
    family: Family::Index,
    scope: Scope::Compares,
    level: Level::Risky,
    breaks: &[Breaks::Operators, Breaks::ServerCallers],
    needs: &[Input::Baseline(PartName::Schema), Input::Candidate(PartName::Schema)],
    since: "0.1.0",
    source: include_str!("search_index_changed.rs"),
    check: Check::Index(check),
};

fn check(pair: &IndexPair<'_>, sink: &mut Sink<'_>) {
    report(pair, |kind| matches!(kind, IndexKind::Search { .. }), sink);
}
