//! Whether something is exported.

use crate::model::open_enum;

open_enum! {
    /// Whether something is exported.
    pub enum Inclusion {
        Excluded = "excluded",
        Included = "included",
    }
}
