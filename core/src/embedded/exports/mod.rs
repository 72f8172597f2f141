//! Exports: all documents as they are at one moment, as a zip in Convex's form.
//!
//! Source: `crates/exports` and `crates/model/src/exports` of convex-backend.

mod cancel;
mod download;
mod make;
mod request;
mod row;
mod state;
mod zip;

pub(super) use make::make;
pub(super) use row::{ExportRow, end_left, is_any_open, open};
