//! `getZipExport`

use crate::api::exports::GetZipExport;
use crate::api::{Operation, Request};
use crate::embedded::records::document::current_ts;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::records::file;
use crate::embedded::refusals::not_found;
use crate::embedded::runtime::{EmbeddedDownload, InSteps, Prepare, PreparedCall, Reply, Steps};
use crate::error::Result;

impl Prepare for GetZipExport {
    fn prepare(request: Request) -> Result<PreparedCall> {
        Ok(PreparedCall::Steps(Box::new(request.decode::<Self>()?)))
    }
}

impl InSteps for GetZipExport {
    fn run(self: Box<Self>, steps: &Steps<'_>) -> Result<Reply> {
        steps.transaction(false, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let export = ExportRow::of(call.tx, deployment, &self.id)?;
            let now_ts = current_ts(call.tx, deployment, call.now)?;
            match (export.state, export.file) {
                (ExportState::Completed { start_ts, .. }, Some(file)) if now_ts < export.expiration_ts => {
                    let len = file::len(call.tx, &file)?;
                    Ok(Reply::File(EmbeddedDownload::new(file, format!("snapshot_{start_ts}.zip"), len)))
                }
                _ => Err(not_found("ExportNotFound", "export", &self.id)),
            }
        })
    }
}
