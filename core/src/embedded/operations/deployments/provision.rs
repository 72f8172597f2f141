//! Creates default deployments on first use.

use super::create::{NewDeployment, create};
use super::defaults::{default_dev, default_prod};
use crate::embedded::access::deployment_in;
use crate::embedded::records::{DeploymentRow, ProjectRow, TeamRow};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{Action, DeploymentType};

/// Returns the default deployment of this type. Creates it if it does not exist.
///
/// # Errors
/// `PermissionDenied` if it does not exist and the caller may not create it; see [`create`] for other errors.
pub(in crate::embedded) fn provision(
    call: &RequestContext<'_>,
    project: &ProjectRow,
    deployment_type: &DeploymentType,
) -> Result<DeploymentRow> {
    let found = match (deployment_type, call.member()) {
        (DeploymentType::Prod, _) => default_prod(call, project.id)?,
        (DeploymentType::Dev, Some(member)) => default_dev(call, project.id, member)?,
        _ => None,
    };
    if let Some(found) = found {
        return Ok(found);
    }
    let resource = deployment_in(project, None, deployment_type, call.member());
    call.identity.check(call.tx, Some(project.team_id), &Action::DeploymentCreate, &resource)?;
    let team: TeamRow = call.team(project.team_id)?;
    let new = NewDeployment { is_default: true, ..NewDeployment::of(deployment_type.clone()) };
    create(call, &team, project, new)
}
