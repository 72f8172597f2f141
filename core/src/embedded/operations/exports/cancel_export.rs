//! `cancelExport`

use super::cancel::cancel;
use crate::api::exports::CancelExport;
use crate::embedded::access::Deployed;
use crate::embedded::records::export::ExportRow;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CancelExport {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let export = ExportRow::of(call.tx, deployment.row.id, &self.snapshot_id)?;
        if !export.state.is_open() {
            return Err(bad_request("CannotCancelExport", "Cannot cancel an export that is at its end"));
        }
        cancel(&export, call)
    }
}
