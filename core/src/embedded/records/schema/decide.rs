//! Decides if the documents of a table must be read to validate a schema.

use crate::compat::{DEFAULT_BUDGET, Inclusion, subset};
use crate::embedded::records::document::TableRow;
use crate::schema::check::Reader;
use crate::schema::{Schema, Validator};
use crate::value::{Name, Tables};

/// Result of the decision, in Convex's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Decision {
    /// No: the schema is not enforced.
    NotValidated,
    /// No: the enforced schema accepts nothing else.
    SupersetOfEnforced,
    /// No: the table is empty.
    SupersetOfShape,
    /// Yes.
    MustWalk,
}

/// Decides for one table of the next schema.
pub(in crate::embedded) fn decide(
    next: &Schema,
    active: Option<&Schema>,
    name: &Name,
    table: Option<&TableRow>,
    numbers: &Tables,
) -> Decision {
    if !next.validates {
        return Decision::NotValidated;
    }
    let Some(wanted) = next.tables.get(name).map(|table| &table.document) else { return Decision::NotValidated };
    let enforced = active.filter(|active| active.validates).and_then(|active| active.tables.get(name));
    let any = Validator::any_object();
    let enforced = enforced.map_or(&any, |table| &table.document);
    // Documents are always objects, even for `any`.
    let enforced = if *enforced == Validator::Any { &any } else { enforced };
    if subset(enforced, wanted, Reader::Closed, numbers, DEFAULT_BUDGET) == Inclusion::Yes {
        return Decision::SupersetOfEnforced;
    }
    if table.is_none_or(|table| table.documents == 0) { Decision::SupersetOfShape } else { Decision::MustWalk }
}
