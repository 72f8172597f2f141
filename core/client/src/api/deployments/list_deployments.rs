//! `listDeployments`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentType, ProjectId};

/// Lists the deployments of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeployments {
    /// Project ID.
    pub project_id: ProjectId,
    /// Includes the caller's local deployments. Off by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_local: Option<bool>,
    /// Only default deployments if `true`, only others if `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Only deployments of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
}

impl Operation for ListDeployments {
    type Response = Vec<DeploymentDetails>;

    const CONTRACT: Contract = Contract::management("listDeployments", "GET /projects/{project_id}/list_deployments")
        .query(&["includeLocal", "isDefault", "deploymentType"])
        .accepts(Credential::OF_PROJECTS)
        .fails_with(&["ProjectNotFound"])
        .needs(&[Action::DeploymentView]);
}
