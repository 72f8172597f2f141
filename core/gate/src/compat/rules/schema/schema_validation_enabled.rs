//! Documents are now checked against the schema.
//!
//! # What it finds
//! A candidate that enforces its schema, if the baseline has none or does not enforce it. One finding lists the tables
//! whose documents were not checked so far. If all their documents were checked and pass, the level is info.
//!
//! # Why it breaks
//! Existing documents are now checked. Convex refuses the push if one stored document does not match.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}], "schemaValidation": false}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": false}}}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Check an export of the data against the schema, migrate the documents that don't match, then enforce it.

use crate::compat::causes::canonical;
use crate::compat::data::TableData;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::{Schema, Validator};
use crate::value::Name;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::StoredData], Check::Component(check)).compares(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let known = pair.baseline.and_then(|component| component.schema.known());
    let (Some(baseline), Some(candidate)) = (known, pair.candidate_schema()) else { return };
    if !candidate.validates || baseline.as_ref().is_some_and(|schema| schema.validates) {
        return;
    }
    let restricted = restricted_tables(candidate);
    let safe = restricted.iter().all(|table| passes(pair, table));
    let list: Vec<String> = restricted.iter().map(|table| format!("`{table}`")).collect();
    let message = match list.as_slice() {
        [] => "documents are now checked against the schema, which accepts any document".to_owned(),
        list => format!("documents are now checked against the schema: {}", list.join(", ")),
    };
    sink.push(
        Draft::new(pair.subject(), message)
            .level(if safe { Level::Info } else { RULE.level })
            .detail(restricted.iter().map(|table| types_of(candidate, table)).collect::<Vec<_>>().join(" "))
            .fix("leave `schemaValidation` off until all documents match"),
    );
}

/// Returns the tables that don't accept every document.
fn restricted_tables(schema: &Schema) -> Vec<&Name> {
    let restricted = schema.tables.iter().filter(|(_, table)| table.document != Validator::Any);
    restricted.map(|(name, _)| name).collect()
}

/// Returns the name of a table and the canonical type of its documents.
fn types_of(schema: &Schema, table: &Name) -> String {
    format!("{table}:{}", schema.tables.get(table).map(|table| canonical(&table.document)).unwrap_or_default())
}

fn passes(pair: &ComponentPair<'_>, table: &Name) -> bool {
    let data = pair.context.evidence.data.as_ref();
    data.and_then(|data| data.table(pair.path, table)).is_some_and(TableData::passes)
}
