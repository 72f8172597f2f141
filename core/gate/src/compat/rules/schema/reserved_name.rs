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
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Family, Input, PartName, Rule, Scope, Sink};
use crate::compat::rules::refused::report;
use crate::schema::limits::ProblemKind;

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "reserved-name",
    family: Family::Schema,
    scope: Scope::Candidate,
    level: Level::Breaking,
    breaks: &[Breaks::Operators],
    needs: &[Input::Candidate(PartName::Schema)],
    since: "0.1.0",
    source: include_str!("reserved_name.rs"),
    check: Check::Component(check),
};

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    report(pair, ProblemKind::Reserved, sink);
}
