//! A table was removed from the schema.
//!
//! # What it finds
//! A table of the baseline's schema that the candidate's schema does not have and nothing refers to. If a `v.id` still
//! names it, `table-referenced-but-removed` reports it.
//!
//! # Why it breaks
//! Convex keeps the table and its documents, but stops checking them: every write is accepted, and the table's indexes
//! are dropped.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "drafts", "indexes": [], "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Stop using the table, delete its documents, then remove it from the schema.

use super::dropped::{is_dropped, references};
use crate::compat::pair::TablePair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Table(check)).compares(&[PartName::Schema]);

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    if !is_dropped(pair) || !references(pair).is_empty() {
        return;
    }
    let name = pair.name;
    sink.push(
        Draft::new(
            pair.subject(),
            format!("table `{name}` was removed from the schema: its documents are kept but no longer checked"),
        )
        .fix(format!("keep `{name}` in the schema until its documents are deleted")),
    );
}
