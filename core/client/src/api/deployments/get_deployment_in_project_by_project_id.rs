//! `getDeploymentInProjectByProjectId`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, ProjectId};

/// Gets a deployment of a project, selected by exactly one of `reference`, `defaultProd` and `defaultDev`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetDeploymentInProjectByProjectId {
    /// Project ID.
    pub project_id: ProjectId,
    /// Selects the deployment with this reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Selects the default production deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_prod: Option<bool>,
    /// Selects the caller's default development deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_dev: Option<bool>,
}

impl Operation for GetDeploymentInProjectByProjectId {
    type Response = DeploymentDetails;

    const CONTRACT: Contract =
        Contract::management("getDeploymentInProjectByProjectId", "GET /projects/{project_id}/deployment")
            .query(&["reference", "defaultProd", "defaultDev"])
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound", "DeploymentNotFound"])
            .needs(&[Action::DeploymentView]);
}
