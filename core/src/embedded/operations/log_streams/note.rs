//! Notes on log streams in the audit log.

use serde_json::json;

use super::stream::Stream;
use crate::api::audit_log::DeploymentAuditAction;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Notes in the audit log what was done to a log stream.
pub(super) fn note(
    call: &RequestContext<'_>,
    deployment: &Deployed,
    action: &DeploymentAuditAction,
    stream: &Stream,
) -> Result<()> {
    call.note_on_deployment(deployment.row.id, action, &json!({ "id": stream.id, "type": stream.kind() }))
}
