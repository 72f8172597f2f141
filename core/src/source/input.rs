//! What documents are read from.

use super::repeats::Sorting;
use crate::compat::data::Limits;
use crate::export::{Container, Files};
use crate::value::Name;

/// Documents that can be checked.
pub struct DataSource {
    pub(super) container: Box<dyn Container>,
    pub(super) files: Files,
    /// The table of documents that came alone, in its component.
    pub(super) alone: Option<(String, Name)>,
    pub(super) name: String,
    pub(super) limits: Limits,
    /// How many threads check; as many as there is room for, where absent.
    pub(super) threads: Option<usize>,
    /// Where ids are sorted, if they are to be.
    pub(super) sorting: Option<Sorting>,
}

impl std::fmt::Debug for DataSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataSource").field("name", &self.name).finish_non_exhaustive()
    }
}
