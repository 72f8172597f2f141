//! Requests exports, including backups.

use serde_json::json;

use crate::api::audit_log::DeploymentAuditAction;
use crate::embedded::records::export::{NewExport, Request, Requestor};
use crate::embedded::records::job::Job;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::DeploymentId;

/// Requests an export on behalf of the caller and returns its ID.
pub(in crate::embedded::operations) fn request_export(
    call: &mut RequestContext<'_>,
    deployment: DeploymentId,
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
