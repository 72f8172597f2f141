//! Tables on which changes of indexes take long.

use crate::compat::pair::{IndexPair, TablePair};
use crate::compat::report::Breaks;
use crate::schema::{Index, Table};

/// From this many documents on Convex's own CLI asks before it adds or removes an index.
pub(super) const LARGE: u64 = 100_000;

/// How many documents a table has, if that is many.
pub(super) fn large_count(pair: &TablePair<'_>) -> Option<u64> {
    pair.stored().map(|stored| stored.documents).filter(|documents| *documents >= LARGE)
}

/// Who notices that the baseline's index is dropped, besides those whom the rules of large indexes tell: on a large
/// table, those tell the operators. Functions can't use a staged index.
pub(super) fn others_who_notice(pair: &IndexPair<'_>, dropped: &Index) -> Option<&'static [Breaks]> {
    match (large_count(pair.table), dropped.staged) {
        (None, false) => Some(&[Breaks::Operators, Breaks::ServerCallers]),
        (None, true) => Some(&[Breaks::Operators]),
        (Some(_), false) => Some(&[Breaks::ServerCallers]),
        (Some(_), true) => None,
    }
}

/// Whether the deploy builds an index of the candidate, and waits for it.
pub(super) fn is_built(index: &Index, baseline: Option<&Table>) -> bool {
    !index.staged && !has(baseline, index)
}

/// Whether a table has an index of this name that indexes the same.
pub(super) fn has(table: Option<&Table>, index: &Index) -> bool {
    let is_same = |other: &Index| other.name == index.name && other.kind == index.kind;
    table.is_some_and(|table| table.indexes.iter().any(is_same))
}
