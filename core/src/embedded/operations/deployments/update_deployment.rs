//! `updateDeployment`

use serde_json::json;

use super::references::{is_taken, taken_error};
use super::{defaults, options};
use crate::api::Change;
use crate::api::audit_log::TeamAuditAction;
use crate::api::deployments::UpdateDeployment;
use crate::embedded::access::{Deployed, deployment_in};
use crate::embedded::records::{DeploymentRow, TeamRow};
use crate::embedded::refusals::{bad_request, not_in_plan};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Action, DeploymentType, Timestamp, reference};

impl Handler for UpdateDeployment {
    type Subject = Deployed;

    find_by!(deployment_name);

    /// Requires one permission per field, or `deployment:view` if no field is present.
    fn needs(&self, _: &Deployed) -> Vec<Action> {
        let given = [
            (self.reference.is_some(), Action::DeploymentUpdateReference),
            (!self.dashboard_edit_confirmation.is_keep(), Action::DeploymentUpdateDashboardEditConfirmation),
            (!self.expires_at.is_keep(), Action::DeploymentUpdateExpiresAt),
            (!self.send_logs_to_client.is_keep(), Action::DeploymentUpdateSendLogsToClient),
            (self.class.is_some(), Action::DeploymentUpdateClass),
            (self.is_default.is_some(), Action::DeploymentUpdateIsDefault),
            (self.deployment_type.is_some(), Action::DeploymentUpdateType),
        ];
        let needed: Vec<_> = given.into_iter().filter(|(given, _)| *given).map(|(_, action)| action).collect();
        if needed.is_empty() { vec![Action::DeploymentView] } else { needed }
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        // A caller who may not change production deployments may not create one by changing the type.
        if let Some(deployment_type) = &self.deployment_type {
            let row = &deployment.row;
            let becomes = deployment_in(&deployment.project, Some(row.id), deployment_type, row.creator);
            call.identity.check(call.tx, Some(row.team_id), &Action::DeploymentUpdateType, &becomes)?;
        }
        let team = call.team(deployment.row.team_id)?;
        let mut row = deployment.row;
        apply_type(call, &mut row, self.deployment_type)?;
        apply_reference(call, &mut row, self.reference)?;
        apply_class(&team, &mut row, self.class)?;
        apply_default(call, &mut row, self.is_default)?;
        if let Change::Set(expires_at) = self.expires_at {
            crate::model::expiry::check_deployment(expires_at.as_millis(), call.now, team.plan)?;
        }
        row.expires_at = self.expires_at.map(Timestamp::as_millis).apply(row.expires_at);
        row.dashboard_edit_confirmation = self.dashboard_edit_confirmation.apply(row.dashboard_edit_confirmation);
        row.send_logs_to_client = self.send_logs_to_client.apply(row.send_logs_to_client);
        save(call, &row)
    }
}

/// Changes the type. A default stays the default only if the new type has none yet (assumed).
fn apply_type(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<DeploymentType>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.deployment_type) else { return Ok(()) };
    if !to.is_known() {
        return Err(bad_request("InvalidDeploymentType", format!("unknown deployment type `{to}`")));
    }
    row.is_default = row.is_default && defaults::check_free(call, row.project_id, &to, row.creator).is_ok();
    row.deployment_type = to;
    Ok(())
}

/// Changes the reference.
fn apply_reference(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<String>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.reference) else { return Ok(()) };
    reference::check(&to)?;
    if is_taken(call, row.project_id, &to)? {
        return Err(taken_error(&to));
    }
    row.reference = to;
    Ok(())
}

/// Changes the class.
fn apply_class(team: &TeamRow, row: &mut DeploymentRow, to: Option<String>) -> Result<()> {
    let Some(to) = to.filter(|to| *to != row.class) else { return Ok(()) };
    let class = options::class(team, Some(&to))?;
    if !team.plan.selects_class() {
        return Err(not_in_plan("choosing the class of a deployment", team.plan));
    }
    row.class = class;
    Ok(())
}

/// Makes it the default, or revokes that.
fn apply_default(call: &RequestContext<'_>, row: &mut DeploymentRow, to: Option<bool>) -> Result<()> {
    if to == Some(true) && !row.is_default {
        defaults::check_free(call, row.project_id, &row.deployment_type, row.creator)?;
    }
    row.is_default = to.unwrap_or(row.is_default);
    Ok(())
}

/// Saves the changed deployment.
fn save(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<()> {
    call.tx
        .prepare_cached(
            "UPDATE deployments SET type = ?2, reference = ?3, class = ?4, is_default = ?5, expires_at = ?6, \
             dashboard_edit_confirmation = ?7, send_logs_to_client = ?8 WHERE id = ?1",
        )?
        .execute((
            row.id,
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
