//! Work that takes longer than an answer may, step by step: imports and exports.

pub(super) mod exports;
pub(super) mod imports;
mod spool;
mod wording;
