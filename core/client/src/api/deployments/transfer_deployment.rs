//! `transferDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, ProjectId};

/// Moves a deployment to another project of the same team.
///
/// For a production deployment, the caller must be an admin of both projects. Other deployments can be moved by their
/// creator and by admins of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct TransferDeployment {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Project to move the deployment to.
    pub destination_project_id: ProjectId,
}

impl Operation for TransferDeployment {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("transferDeployment", "POST /deployments/{deployment_name}/transfer")
            .succeeds_with(204)
            .accepts(Credential::OF_PROJECTS)
            .retry(Retry::Always)
            .fails_with(&["DeploymentNotFound", "ProjectNotFound"])
            .needs(&[Action::DeploymentTransfer, Action::DeploymentReceive]);
}
