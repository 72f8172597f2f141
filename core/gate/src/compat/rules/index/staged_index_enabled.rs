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
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "staged-index-enabled",
    family: Family::Index,
    scope: Scope::Compares,
    level: Level::Info,
    breaks: &[Breaks::Operators],
    needs: &[Input::Baseline(PartName::Schema), Input::Candidate(PartName::Schema)],
    since: "0.1.0",
    source: include_str!("staged_index_enabled.rs"),
    check: Check::Index(check),
};

fn check(pair: &IndexPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    if old.staged && !new.staged && old.kind == new.kind {
        let message = format!("index `{}.{}` was staged and is now enabled", pair.table.name, pair.name);
        sink.push(Draft::new(pair.subject(), message));
    }
}
