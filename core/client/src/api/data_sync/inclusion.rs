//! Inclusion in an export.

use crate::model::open_enum;

open_enum! {
    /// Inclusion in an export.
    pub enum SelectionState {
        Excluded = "excluded",
        Included = "included",
    }
}
