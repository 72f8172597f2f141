//! Removing a deployment.

use crate::api::audit_log::TeamAuditAction;
use crate::embedded::records::DeploymentRow;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Removes a deployment with all that belongs to it.
pub(in crate::embedded) fn remove(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<()> {
    row.delete(call.tx)?;
    call.note(row.team_id, &TeamAuditAction::DeploymentDelete, &row.removal(false))
}
