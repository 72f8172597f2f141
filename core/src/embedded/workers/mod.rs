//! Workers of background jobs: imports and exports.

pub(super) mod exports;
pub(super) mod imports;
mod spool;
mod wording;
