//! The parts of an update of a deployment.

use serde_json::json;

use super::create::{is_taken, taken};
use super::{defaults, options};
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::refusals::{bad_request, not_in_plan};
use crate::embedded::rows::{DeploymentRow, TeamRow, to_sql};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentType, reference};

/// Changes the type. A default stays one only where the new type has none (assumed).
pub(super) fn apply_type(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<DeploymentType>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.deployment_type) else { return Ok(()) };
    if !to.is_known() {
        return Err(bad_request("InvalidDeploymentType", format!("there is no type `{to}`")));
    }
    row.is_default = row.is_default && defaults::check_free(call, row.project_id, &to, row.creator).is_ok();
    row.deployment_type = to;
    Ok(())
}

/// Changes the reference.
pub(super) fn apply_reference(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<String>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.reference) else { return Ok(()) };
    reference::check(&to)?;
    if is_taken(call, row.project_id, &to)? {
        return Err(taken(&to));
    }
    row.reference = to;
    Ok(())
}

/// Moves it to another class.
pub(super) fn apply_class(team: &TeamRow, row: &mut DeploymentRow, to: Option<String>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.class) else { return Ok(()) };
    let class = options::class(team, Some(&to))?;
    if !team.plan.selects_class() {
        return Err(not_in_plan("choosing the class of a deployment", team.plan));
    }
    row.class = class;
    Ok(())
}

/// Makes it the default, or no longer.
pub(super) fn apply_default(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<bool>) -> Result<()> {
    if to == Some(true) && !row.is_default {
        defaults::check_free(call, row.project_id, &row.deployment_type, row.creator)?;
    }
    row.is_default = to.unwrap_or(row.is_default);
    Ok(())
}

/// Keeps the deployment as it is now.
pub(super) fn save(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<()> {
    call.tx
        .prepare_cached(
            "UPDATE deployments SET type = ?2, reference = ?3, class = ?4, is_default = ?5, expires_at = ?6, \
             dashboard_edit_confirmation = ?7, send_logs_to_client = ?8 WHERE id = ?1",
        )?
        .execute((
            to_sql(row.id),
            row.deployment_type.as_str(),
            &row.reference,
            &row.class,
            row.is_default,
            row.expires_at,
            row.dashboard_edit_confirmation,
            row.send_logs_to_client,
        ))?;
    let metadata = json!({ "id": row.id, "name": row.name, "reference": row.reference, "type": row.deployment_type });
    call.note(row.team_id, &TeamAuditAction::DeploymentUpdate, &metadata)
}
