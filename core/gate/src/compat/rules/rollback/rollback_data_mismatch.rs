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
use crate::compat::pair::TablePair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};
use crate::schema::{Schema, Validator};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "rollback-data-mismatch",
    family: Family::Rollback,
    scope: Scope::Compares,
    level: Level::Info,
    breaks: &[Breaks::Operators],
    needs: &[Input::Baseline(PartName::Schema), Input::Candidate(PartName::Schema)],
    since: "0.1.0",
    source: include_str!("rollback_data_mismatch.rs"),
    check: Check::Table(check),
};

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
        sink.push(Draft::new(pair.subject(), message).detail("unchecked"));
    }
}
