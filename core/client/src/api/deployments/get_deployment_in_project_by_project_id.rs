//! `getDeploymentInProjectByProjectId`

use serde::{Deserialize, Serialize};

use super::Deployment;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, ProjectId};

/// Gets one deployment of a project: exactly one of `reference`, `defaultProd` and `defaultDev` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetDeploymentInProjectByProjectId {
    /// The project.
    pub project_id: ProjectId,
    /// The deployment with this reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The default production deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_prod: Option<bool>,
    /// The caller's own default development deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_dev: Option<bool>,
}

impl Operation for GetDeploymentInProjectByProjectId {
    type Response = Deployment;

    const CONTRACT: Contract =
        Contract::management("getDeploymentInProjectByProjectId", "GET /projects/{project_id}/deployment")
            .query(&["reference", "defaultProd", "defaultDev"])
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound", "DeploymentNotFound"])
            .needs(&[Action::DeploymentView]);
}
