//! Audit log entries about log streams.

use serde_json::json;

use super::stream::Stream;
use crate::api::audit_log::DeploymentAuditAction;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Adds an entry about a log stream to the audit log.
pub(super) fn note(
    call: &RequestContext<'_>,
    deployment: &Deployed,
    action: &DeploymentAuditAction,
    stream: &Stream,
) -> Result<()> {
    call.note_on_deployment(deployment.row.id, action, &json!({ "id": stream.id, "type": stream.kind() }))
}
