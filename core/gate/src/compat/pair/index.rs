//! The two sides of an index.

use super::TablePair;
use crate::compat::report::Subject;
use crate::schema::Index;
use crate::value::Name;

/// The two sides of an index, of a table that both sides have.
#[derive(Debug)]
pub struct IndexPair<'a> {
    /// Its table.
    pub table: &'a TablePair<'a>,
    /// Its name.
    pub name: &'a Name,
    /// The baseline's side.
    pub baseline: Option<&'a Index>,
    /// The candidate's side.
    pub candidate: Option<&'a Index>,
}

impl IndexPair<'_> {
    /// The index as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::index(self.table.component.path, self.table.name, self.name)
    }
}
