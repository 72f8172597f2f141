//! The two sides of an index.

use super::TablePair;
use crate::compat::report::Subject;
use crate::schema::Index;
use crate::value::Name;

/// The two sides of an index, in a table that both sides have.
#[derive(Debug)]
pub struct IndexPair<'a> {
    /// Table of the index.
    pub table: &'a TablePair<'a>,
    /// Name of the index.
    pub name: &'a Name,
    /// The baseline's index.
    pub baseline: Option<&'a Index>,
    /// The candidate's index.
    pub candidate: Option<&'a Index>,
}

impl IndexPair<'_> {
    /// Returns the index as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::index(self.table.component.path, self.table.name, self.name)
    }
}
