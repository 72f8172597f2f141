//! A function handle in documents has another signature.
//!
//! # What it finds
//! A place in the documents of a table where both versions have a `v.function`, with another kind of function, other
//! arguments or other results.
//!
//! # Why it breaks
//! Convex checks only that the value is a handle, so every document stays valid. But stored handles name functions that
//! were written against the old signature, and the code now calls them with the new one.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "jobs", "indexes": [], "documentType":
//!   {"type": "object", "value": {"onComplete": {"fieldType": {"type": "function", "fnType": "mutation"},
//!     "optional": false}}}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "jobs", "indexes": [], "documentType":
//!   {"type": "object", "value": {"onComplete": {"fieldType": {"type": "function", "fnType": "action"},
//!     "optional": false}}}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Let the functions behind stored handles accept both kinds of calls, or replace the handles in the documents first.

use crate::compat::causes::signature_changes;
use crate::compat::pair::TablePair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::ServerCallers], Check::Table(check)).compares(&[PartName::Schema]);

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = pair.baseline.zip(pair.candidate) else { return };
    for change in signature_changes(&old.document, &new.document) {
        let (name, place) = (pair.name, change.path.group());
        let message = format!("`{name}{place}`: the function handle was `{}` and is `{}`", change.old, change.new);
        sink.push(Draft::new(pair.subject().at(place), message));
    }
}
