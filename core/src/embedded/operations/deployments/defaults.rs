//! Default deployments: at most one for production per project, and one for development per member and project.

use crate::embedded::records::DeploymentRow;
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentType, MemberId, ProjectId};

/// Returns the default production deployment of a project.
pub(in crate::embedded) fn default_prod(
    call: &RequestContext<'_>,
    project: ProjectId,
) -> Result<Option<DeploymentRow>> {
    DeploymentRow::one(call.tx, "d.project_id = ?1 AND d.is_default = 1 AND d.type = 'prod'", [project])
}

/// Returns a member's default development deployment in a project.
pub(in crate::embedded) fn default_dev(
    call: &RequestContext<'_>,
    project: ProjectId,
    member: MemberId,
) -> Result<Option<DeploymentRow>> {
    let condition = "d.project_id = ?1 AND d.creator = ?2 AND d.is_default = 1 AND d.type = 'dev'";
    DeploymentRow::one(call.tx, condition, (project, member))
}

/// Checks that a deployment of this type can be the default and that no other one is. `member` is its creator.
pub(super) fn check_free(
    call: &RequestContext<'_>,
    project: ProjectId,
    deployment_type: &DeploymentType,
    member: Option<MemberId>,
) -> Result<()> {
    let holder = match (deployment_type, member) {
        (DeploymentType::Prod, _) => default_prod(call, project)?,
        (DeploymentType::Dev, Some(member)) => default_dev(call, project, member)?,
        (DeploymentType::Dev, None) => {
            return Err(bad_request("DefaultDevNeedsMember", "a default development deployment belongs to a member")
                .help("use a member's token, or specify a reference"));
        }
        _ => {
            return Err(bad_request(
                "InvalidIsDefault",
                format!("a deployment of type `{deployment_type}` cannot be a default"),
            ));
        }
    };
    match holder {
        None => Ok(()),
        Some(holder) => Err(conflict(
            "DefaultDeploymentExists",
            format!("`{}` is already the default {deployment_type} deployment", holder.name),
        )),
    }
}
