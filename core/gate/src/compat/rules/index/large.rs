//! Tables with so many documents that index changes take long.

use crate::compat::pair::{IndexPair, TablePair};
use crate::compat::report::Breaks;
use crate::schema::{Index, Table};

/// Minimum number of documents for Convex's own CLI to ask before it adds or removes an index.
pub(super) const LARGE: u64 = 100_000;

/// Returns the number of documents of a table, if it is large.
pub(super) fn large_count(pair: &TablePair<'_>) -> Option<u64> {
    pair.stored().map(|stored| stored.documents).filter(|documents| *documents >= LARGE)
}

/// Returns the victims of a dropped index that the rules on large tables don't report. On a large table those report
/// the operators; functions cannot use a staged index.
pub(super) fn other_victims(pair: &IndexPair<'_>, dropped: &Index) -> Option<&'static [Breaks]> {
    match (large_count(pair.table), dropped.staged) {
        (None, false) => Some(&[Breaks::Operators, Breaks::ServerCallers]),
        (None, true) => Some(&[Breaks::Operators]),
        (Some(_), false) => Some(&[Breaks::ServerCallers]),
        (Some(_), true) => None,
    }
}

/// Checks if the deploy builds an index of the candidate and waits for it.
pub(super) fn is_built(index: &Index, baseline: Option<&Table>) -> bool {
    !index.staged && !has(baseline, index)
}

/// Checks if a table has an index of this name with the same content.
pub(super) fn has(table: Option<&Table>, index: &Index) -> bool {
    let is_same = |other: &Index| other.name == index.name && other.kind == index.kind;
    table.is_some_and(|table| table.indexes.iter().any(is_same))
}
