//! Documents are no longer checked against the schema.
//!
//! # What it finds
//! A candidate with `schemaValidation` off, if the baseline enforces its schema.
//!
//! # Why it breaks
//! From then on every write is accepted. Functions and clients that rely on the types may read any value, and turning
//! validation on again fails until the data is cleaned up.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "documentType": {"type": "any"}}], "schemaValidation": false}}
//! ```
//!
//! # Safe rollout
//! Leave validation on, and make the types wide enough for the new values; `v.any()` opens a single place.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Component(check)).compares(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(baseline), Some(candidate)) = (pair.baseline_schema(), pair.candidate_schema()) else { return };
    if baseline.validates && !candidate.validates {
        sink.push(
            Draft::new(pair.subject(), "documents are no longer checked against the schema")
                .fix("leave `schemaValidation` on"),
        );
    }
}
