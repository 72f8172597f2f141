//! A `v.id` names another table.
//!
//! # What it finds
//! A place in a table's type where the candidate refuses a document of the baseline only because a `v.id` names another
//! table. If all documents of the table were checked and their ids are accepted, the level is info.
//!
//! # Why it breaks
//! An id contains its table: Convex refuses documents that hold ids of the old table, and with them the push.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "messages", "indexes": [], "documentType":
//!   {"type": "object", "value": {"author": {"fieldType": {"type": "id", "tableName": "users"}, "optional": false}}}}],
//!   "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "messages", "indexes": [], "documentType":
//!   {"type": "object", "value": {"author": {"fieldType": {"type": "id", "tableName": "members"}, "optional": false}}}}],
//!   "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Deploy a union of both ids, replace the ids in the documents, then remove the old one from the union.

use crate::compat::pair::TablePair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::StoredData], Check::Table(check)).compares(&[PartName::Schema]);

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    if !pair.is_enforced_on_both_sides() {
        return;
    }
    let name = pair.name;
    let level = if all_ids_pass(pair) { Level::Info } else { RULE.level };
    for cause in pair.narrowed().list.iter().filter(|cause| cause.only_tables) {
        let place = cause.path.group();
        sink.push(
            Draft::new(pair.subject(), format!("`{name}{place}`: an id must now belong to another table"))
                .explain(cause)
                .level(level),
        );
    }
}

/// Checks if all ids were verified and pass. An id whose table number is unknown passes unverified, which proves
/// nothing here.
fn all_ids_pass(pair: &TablePair<'_>) -> bool {
    pair.all_documents_pass() && pair.stored().is_some_and(|stored| stored.ids_not_verified.is_empty())
}
