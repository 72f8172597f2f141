//! An index has a field that no document can have.
//!
//! # What it finds
//! A field of an index that the type of the table's documents does not have, or a vector field that cannot hold a
//! `v.array(v.float64())`, if the schema is enforced.
//!
//! # Why it breaks
//! Convex refuses the push.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [{"indexDescriptor": "by_mail", "fields": ["mail"]}],
//!   "documentType": {"type": "object", "value": {"email": {"fieldType": {"type": "string"}, "optional": false}}}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Add the field to the type, first as an optional one, or remove it from the index.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, PartName, Sink};
use crate::compat::rules::refused::report;
use crate::schema::limits::ProblemKind;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    report(pair, ProblemKind::ImpossibleIndexField, sink);
}
