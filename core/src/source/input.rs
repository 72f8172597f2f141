//! Sources of documents.

use super::duplicate_ids::Sorting;
use crate::archive::{Container, Files};
use crate::compat::data::DataLimits;
use crate::value::Name;

/// A source of documents to check.
pub struct DataSource {
    pub(super) container: Box<dyn Container>,
    pub(super) files: Files,
    /// For a single file or stream of documents: their component and table.
    pub(super) alone: Option<(String, Name)>,
    pub(super) name: String,
    pub(super) limits: DataLimits,
    /// Number of threads that check; see `DataOptions`.
    pub(super) threads: Option<usize>,
    /// Set if all ids should be sorted to find duplicates.
    pub(super) sorting: Option<Sorting>,
}

impl std::fmt::Debug for DataSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DataSource").field("name", &self.name).finish_non_exhaustive()
    }
}
