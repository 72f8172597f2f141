//! `getDeploymentInfo`

use crate::api::deployment_info::{CloudDeploymentInfo, DeploymentInfo, GetDeploymentInfo};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetDeploymentInfo {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, _: &mut RequestContext<'_>) -> Result<DeploymentInfo> {
        let Deployed { project, row } = deployment;
        Ok(DeploymentInfo::Cloud(response!(CloudDeploymentInfo {
            team_id: row.team_id,
            project_id: row.project_id,
            project_name: Some(project.name),
            project_slug: Some(project.slug),
            id: row.id,
            deployment_type: row.deployment_type,
            reference: Some(row.reference),
        })))
    }
}
