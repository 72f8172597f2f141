//! `requestZipExport`

use serde_json::json;

use super::row::{ExportRow, Request, remove_expired};
use crate::api::Operation;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::exports::RequestZipExport;
use crate::embedded::documents::current_ts;
use crate::embedded::jobs::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::{Answered, Caller, Platform};
use crate::error::Result;

impl Answered for RequestZipExport {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<()> {
        let id = platform.in_transaction(true, caller, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            if ExportRow::is_open(call.tx, deployment)? {
                let message = "There is already an export requested or in progress.";
                return Err(bad_request("ExportInProgress", message));
            }
            let ts = current_ts(call.tx, deployment, call.now)?;
            remove_expired(call.tx, deployment, ts)?;
            let request = Request { include_storage: self.include_storage, component: self.component };
            let id = ExportRow::insert(call.tx, call.context, deployment, &request, (call.now, ts))?;
            let format = if self.include_storage { "zip_with_storage" } else { "zip" };
            let note =
                json!({ "id": id, "component": request.component, "format": format, "requestor": "snapshotExport" });
            call.note_on_deployment(deployment, &DeploymentAuditAction::RequestExport, &note)?;
            Ok(id)
        })?;
        platform.start(Job::Export(id))
    }
}
