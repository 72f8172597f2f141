//! The new schema refuses documents that the old one allows.
//!
//! # What it finds
//! A place in a table's type where the candidate refuses a value that the baseline accepts, if both schemas are
//! enforced. `id-target-changed` covers another table in a `v.id`. If all documents of the table were checked and pass,
//! the level is info.
//!
//! # Why it breaks
//! Convex refuses the push if one stored document has such a value, and names only the first.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": true}}}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Deploy a type that accepts the old and the new form, migrate the documents, then narrow the type.

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
    let level = if pair.all_documents_pass() { Level::Info } else { RULE.level };
    let narrowed = pair.narrowed();
    for cause in narrowed.list.iter().filter(|cause| !cause.only_tables) {
        let place = cause.path.group();
        sink.push(
            Draft::new(pair.subject(), format!("`{name}{place}`: {}", cause.describe())).explain(cause).level(level),
        );
    }
    if narrowed.undecided && !pair.all_documents_pass() {
        sink.undecided(pair.subject(), format!("whether documents of `{name}` are still accepted"));
    }
}
