//! A staged index is enabled.
//!
//! # What it finds
//! An index that is staged in the baseline and enabled in the candidate.
//!
//! # Why it breaks
//! Nothing breaks if the index is already filled. If not, the deploy waits until it is.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [{"tableName": "users", "indexes": [], "stagedDbIndexes": [{"indexDescriptor": "by_name", "fields": ["name"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [{"indexDescriptor": "by_name", "fields": ["name"]}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Check in the dashboard that the index is filled, then enable it.

use crate::compat::pair::IndexPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::Operators], Check::Index(check)).compares(&[PartName::Schema]);

fn check(pair: &IndexPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    if old.staged && !new.staged && old.kind == new.kind {
        let message = format!("index `{}.{}` was staged and is now enabled", pair.table.name, pair.name);
        sink.push(Draft::new(pair.subject(), message));
    }
}
