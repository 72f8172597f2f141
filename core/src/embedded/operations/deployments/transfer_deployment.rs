//! `transferDeployment`

use serde_json::json;

use super::defaults::check_free;
use super::references::{is_taken, taken_error};
use crate::api::audit_log::TeamAuditAction;
use crate::api::deployments::TransferDeployment;
use crate::embedded::access::{Deployed, Subject, deployment_in};
use crate::embedded::records::DeploymentRow;
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Action, ProjectId};

impl Handler for TransferDeployment {
    type Subject = Deployed;

    find_by!(deployment_name);

    // Permission on the target project is checked once it is known.
    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentTransfer]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let to = call.project(self.destination_project_id)?;
        call.check_seen(&to).map_err(|_| to.unseen())?;
        let row = &deployment.row;
        let received = deployment_in(&to, Some(row.id), &row.deployment_type, row.creator);
        call.identity.check(call.tx, Some(to.team_id), &Action::DeploymentReceive, &received)?;
        if to.team_id != row.team_id {
            return Err(bad_request(
                "InvalidTransfer",
                "cannot transfer the deployment: the projects belong to different teams",
            ));
        }
        if to.id == row.project_id {
            return Ok(());
        }
        check_room(call, to.id, row)?;
        // Assumed: if the target project already has a default, this deployment is no longer one.
        let stays_default = row.is_default && check_free(call, to.id, &row.deployment_type, row.creator).is_ok();
        call.tx.prepare_cached("UPDATE deployments SET project_id = ?2, is_default = ?3 WHERE id = ?1")?.execute((
            row.id,
            to.id,
            stays_default,
        ))?;
        let metadata = json!({ "id": row.id, "name": row.name, "from": row.project_id, "to": to.id });
        call.note(row.team_id, &TeamAuditAction::DeploymentTransfer, &metadata)?;
        call.note(row.team_id, &TeamAuditAction::DeploymentReceive, &metadata)
    }
}

/// Checks that the deployment's unique values are free in the target project.
fn check_room(call: &RequestContext<'_>, project: ProjectId, row: &DeploymentRow) -> Result<()> {
    if is_taken(call, project, &row.reference)? {
        return Err(taken_error(&row.reference));
    }
    let Some(identifier) = &row.preview_identifier else { return Ok(()) };
    let mut statement =
        call.tx.prepare_cached("SELECT 1 FROM deployments WHERE project_id = ?1 AND preview_identifier = ?2")?;
    if statement.exists((project, identifier))? {
        return Err(conflict(
            "PreviewIdentifierTaken",
            format!("the project already has a preview for `{identifier}`"),
        ));
    }
    Ok(())
}
