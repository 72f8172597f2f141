//! `getZipExport`

use super::row::ExportRow;
use super::state::ExportState;
use crate::api::exports::GetZipExport;
use crate::api::{Bytes, Operation};
use crate::embedded::documents::current_ts;
use crate::embedded::refusals::not_found;
use crate::embedded::{Answered, Caller, Download, Platform, files};
use crate::error::Result;

impl Answered for GetZipExport {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<Bytes> {
        let mut download = self.open(platform, caller)?;
        let mut bytes = Vec::new();
        while let Some(piece) = platform.next_piece(&mut download)? {
            bytes.extend_from_slice(&piece);
        }
        Ok(Bytes(bytes))
    }

    fn download(self, platform: &Platform, caller: &Caller) -> Option<Result<Download>> {
        Some(self.open(platform, caller))
    }
}

impl GetZipExport {
    pub(in crate::embedded) fn open(self, platform: &Platform, caller: &Caller) -> Result<Download> {
        platform.in_transaction(false, caller, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let export = ExportRow::of(call.tx, deployment, &self.id)?;
            let now_ts = current_ts(call.tx, deployment, call.now)?;
            match (export.state, export.file) {
                (ExportState::Completed { start_ts, .. }, Some(file)) if now_ts < export.expiration_ts => {
                    let len = files::len(call.tx, &file)?;
                    Ok(Download::new(file, format!("snapshot_{start_ts}.zip"), len))
                }
                _ => Err(not_found("ExportNotFound", "export", &self.id)),
            }
        })
    }
}
