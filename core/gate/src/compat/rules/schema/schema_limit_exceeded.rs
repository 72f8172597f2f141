//! The schema exceeds a limit of Convex, or has a form that Convex refuses.
//!
//! # What it finds
//! Too many tables, indexes, index fields or dimensions; names that are not identifiers; indexes without fields, with
//! the same name or with the same fields; records with keys that aren't strings; documents that aren't objects. If
//! Convex's code and its documentation disagree, the rule follows the code: 64 indexes for each table, not 32, and 15
//! fields for each database index, not 16, since Convex counts the `_creationTime` that it appends. Types that no
//! document can have, since they require more levels or fields than Convex stores, are found too.
//!
//! # Why it breaks
//! Convex refuses the push, and names only the first reason; or it accepts the schema, and refuses every document.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "users", "indexes": [{"indexDescriptor": "by_nothing", "fields": []}],
//!   "documentType": {"type": "any"}}], "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Fix the schema before you deploy.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, PartName, Sink};
use crate::compat::rules::refused::report;
use crate::schema::limits::ProblemKind;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    report(pair, ProblemKind::Limit, sink);
}
