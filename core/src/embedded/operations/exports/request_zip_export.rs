//! `requestZipExport`

use super::request::request_export;
use crate::api::exports::RequestZipExport;
use crate::embedded::access::Deployed;
use crate::embedded::records::document::current_ts;
use crate::embedded::records::export::{ExportRow, RETENTION_NS, Request, Requestor, remove_expired};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for RequestZipExport {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let deployment = deployment.row.id;
        if ExportRow::is_open(call.tx, deployment)? {
            let message = "There is already an export requested or in progress.";
            return Err(bad_request("ExportInProgress", message));
        }
        let ts = current_ts(call.tx, deployment, call.now)?;
        remove_expired(call.tx, deployment, ts)?;
        let request = Request { include_storage: self.include_storage, component: self.component };
        let expiration_ts = ts.saturating_add(RETENTION_NS);
        request_export(call, deployment, &request, Requestor::SnapshotExport, expiration_ts)?;
        Ok(())
    }
}
