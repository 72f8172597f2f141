//! A table was removed from the schema, but ids still refer to it.
//!
//! # What it finds
//! A table of the baseline's schema that the candidate's schema does not have, but that a `v.id` of the candidate
//! names: in the type of a table, or in the arguments or results of a function.
//!
//! # Why it breaks
//! Ids of the table are still accepted, and lead to documents that nothing checks. Convex refuses to delete the table
//! as long as a table of the schema refers to it; after it is deleted, no id matches.
//!
//! # Example
//! ```json baseline
//! {"schema": {"tables": [
//!   {"tableName": "drafts", "indexes": [], "documentType": {"type": "any"}},
//!   {"tableName": "messages", "indexes": [], "documentType":
//!     {"type": "object", "value": {"draft": {"fieldType": {"type": "id", "tableName": "drafts"}, "optional": true}}}}],
//!   "schemaValidation": true}}
//! ```
//! ```json candidate
//! {"schema": {"tables": [
//!   {"tableName": "messages", "indexes": [], "documentType":
//!     {"type": "object", "value": {"draft": {"fieldType": {"type": "id", "tableName": "drafts"}, "optional": true}}}}],
//!   "schemaValidation": true}}
//! ```
//!
//! # Safe rollout
//! Remove the references first: stop writing the field, clear it in the documents, remove it from the schema. Then
//! remove the table.

use super::dropped::{is_dropped, references};
use crate::compat::pair::TablePair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Table(check)).compares(&[PartName::Schema]);

/// Maximum number of places that the message names.
const MAX_NAMED: usize = 5;

fn check(pair: &TablePair<'_>, sink: &mut Sink<'_>) {
    let places = references(pair);
    if !is_dropped(pair) || places.is_empty() {
        return;
    }
    let name = pair.name;
    let message = format!(
        "table `{name}` was removed from the schema: its documents are kept but no longer checked, and {} still refer to it",
        list_places(&places)
    );
    sink.push(Draft::new(pair.subject(), message).fix(format!("keep `{name}` until nothing refers to it")));
}

fn list_places(places: &[String]) -> String {
    let named = places.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(MAX_NAMED) {
        0 => named,
        more => format!("{named} and {more} more places"),
    }
}

#[cfg(test)]
mod tests {
    use super::list_places;

    #[test]
    fn first_five_places_are_named() {
        let places = |count: u32| (0..count).map(|number| format!("`{number}`")).collect::<Vec<_>>();
        assert_eq!(list_places(&places(1)), "`0`");
        assert_eq!(list_places(&places(5)), "`0`, `1`, `2`, `3`, `4`");
        assert_eq!(list_places(&places(7)), "`0`, `1`, `2`, `3`, `4` and 2 more places");
    }
}
