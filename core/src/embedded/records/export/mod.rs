//! Exports and backups: requests and their progress.

mod backup;
mod row;
mod state;

pub(in crate::embedded) use backup::is_any_expired;
pub(in crate::embedded) use row::{ExportRow, NewExport, RETENTION_NS, Request, Requestor, remove_expired};
pub(in crate::embedded) use state::ExportState;
