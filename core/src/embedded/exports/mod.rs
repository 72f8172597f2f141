//! Exports: all documents as they are at one moment, as a zip in Convex's form.
//!
//! Source: `crates/exports` and `crates/model/src/exports` of convex-backend.

mod backup;
mod cancel;
mod download;
mod make;
mod request;
mod row;
mod state;
mod stored;
mod zip;

pub(super) use cancel::cancel;
pub(super) use make::make;
pub(super) use request::request_export;
pub(super) use row::{ExportRow, NewExport, Request, Requestor, begin_anew, is_any_pending, pending};
pub(super) use state::ExportState;
