//! Deletes deployments.

use crate::api::audit_log::TeamAuditAction;
use crate::embedded::records::DeploymentRow;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Deletes a deployment with everything in it.
pub(in crate::embedded) fn remove(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<()> {
    row.delete(call.tx)?;
    call.note(row.team_id, &TeamAuditAction::DeploymentDelete, &row.removal(false))
}
