//! `requestZipExport`

use serde_json::json;

use super::row::{ExportRow, KEPT_NS, NewExport, Request, Requestor, remove_expired};
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::exports::RequestZipExport;
use crate::embedded::documents::current_ts;
use crate::embedded::job::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Handler for RequestZipExport {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let deployment = deployment.row.id;
        if ExportRow::is_open(call.tx, deployment)? {
            let message = "There is already an export requested or in progress.";
            return Err(bad_request("ExportInProgress", message));
        }
        let ts = current_ts(call.tx, deployment, call.now)?;
        remove_expired(call.tx, deployment, ts)?;
        let request = Request { include_storage: self.include_storage, component: self.component };
        let expiration_ts = ts.saturating_add(KEPT_NS);
        request_export(call, deployment, &request, Requestor::SnapshotExport, expiration_ts)?;
        Ok(())
    }
}

/// Asks for an export in the name of the caller, and gives its id.
pub(in crate::embedded) fn request_export(
    call: &mut RequestContext<'_>,
    deployment: u64,
    request: &Request,
    requestor: Requestor,
    expiration_ts: i64,
) -> Result<String> {
    let id =
        NewExport { deployment, request, requestor, expiration_ts, now: call.now }.insert(call.tx, call.context)?;
    let format = if request.include_storage { "zip_with_storage" } else { "zip" };
    let note = json!({ "id": id, "component": request.component, "format": format, "requestor": requestor.as_str() });
    call.note_on_deployment(deployment, &DeploymentAuditAction::RequestExport, &note)?;
    call.jobs.push(Job::Export(id.clone()));
    Ok(id)
}
