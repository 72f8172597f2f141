//! A name is reserved by Convex.
//!
//! # What it finds
//! Tables whose name starts with `_`; indexes whose name starts with `_` (`_fivetran…` excepted) or is `by_id` or
//! `by_creation_time`; fields of a database index that start with `_`.
//!
//! # Why it breaks
//! Convex refuses the push.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [], "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [{"tableName": "_settings", "indexes": [], "documentType": {"type": "any"}}],
//!   "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Choose another name. Each database index ends with `_creationTime` automatically, and `_id` lookups need no index.

use crate::compat::pair::ComponentPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, PartName, Sink};
use crate::compat::rules::refused::report;
use crate::schema::limits::ProblemKind;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Schema]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    report(pair, ProblemKind::Reserved, sink);
}
