//! Rules about schemas.

pub(super) mod table_removed;
pub(super) mod table_type_narrowed;
