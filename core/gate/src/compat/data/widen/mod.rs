//! The validator that would accept every document, by fixed rules.
//!
//! A missing field becomes optional; an extra field is added as an optional one; where a value is refused, the validator
//! becomes a union with the kind that was seen. That is a literal only where all members there are literals and few new
//! ones were seen, and `v.id` only for ids of known tables. What is kept of the values does not depend on the order in
//! which they come, and has a limit: past it the kind becomes a wider one.

mod apply;
mod seen;
mod shape;

pub(super) use apply::widened;
pub(super) use seen::Seen;
