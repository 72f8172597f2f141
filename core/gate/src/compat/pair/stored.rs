//! Evidence about the documents of a table.

use super::TablePair;
use crate::compat::data::TableData;

impl TablePair<'_> {
    /// Returns the results for the stored documents of the table, if they were checked.
    #[must_use]
    pub fn stored(&self) -> Option<&TableData> {
        self.component.context.evidence.data.as_ref()?.table(self.component.path, self.name)
    }

    /// Checks if all documents of the table were checked and the candidate accepts each.
    #[must_use]
    pub fn all_documents_pass(&self) -> bool {
        self.stored().is_some_and(TableData::passes)
    }
}
