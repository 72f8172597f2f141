//! The baseline refuses documents that the candidate writes.
//!
//! # What it finds
//! A place in a table's type where the baseline refuses a value that the candidate accepts, if the baseline enforces
//! its schema; also tables whose documents the candidate does not check at all. A new optional field is enough.
//!
//! # Why it breaks
//! A rollback is a deploy like any other: once the candidate has written one such document, Convex refuses to push the
//! baseline again.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {}}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType":
//!   {"type": "object", "value": {"name": {"fieldType": {"type": "string"}, "optional": true}}}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Deploy only the wider schema, without functions that write the new form. That is a version you can roll back to.

use super::refusal;
use crate::compat::causes::canonical;
use crate::compat::pair::TablePair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::{Schema, Validator};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Table(check)).compares(&[PartName::Schema]);

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(_)) = (pair.baseline, pair.candidate) else { return };
    let enforces = |schema: Option<&Schema>| schema.is_some_and(|schema| schema.validates);
    if !enforces(pair.component.baseline_schema()) {
        return;
    }
    if enforces(pair.component.candidate_schema()) {
        refusal::report(&pair.subject(), pair.name, "documents", pair.widened(), sink);
    } else if old.document != Validator::Any {
        let message = format!("`{}`: the baseline may refuse documents that the candidate does not check", pair.name);
        sink.push(Draft::new(pair.subject(), message).detail(canonical(&old.document)));
    }
}
