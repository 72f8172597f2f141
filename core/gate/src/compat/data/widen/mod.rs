//! Widening: finds the validator that would accept every document, by fixed rules.
//!
//! A missing field becomes optional; an extra field is added as an optional one; a refused value turns the validator
//! into a union with its kind. The kind is a literal only if all members are literals and few new ones were seen, and
//! `v.id` only for ids of known tables. The kept values do not depend on their order, and have a limit; beyond it, the
//! kind becomes a wider one.

mod apply;
mod seen;
mod shape;

pub(super) use apply::widen_document;
pub(super) use seen::SeenValues;
