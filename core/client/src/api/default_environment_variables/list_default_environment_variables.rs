//! `listDefaultEnvironmentVariables`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, PageResponse};
use crate::keys::Secret;
use crate::model::{Action, DeploymentType, ProjectId};

/// Lists the default environment variables of a project, in a single page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDefaultEnvironmentVariables {
    /// Project ID.
    pub project_id: ProjectId,
    /// Only the variable with this exact name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Only variables for deployments of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
}

impl Operation for ListDefaultEnvironmentVariables {
    type Response = PageResponse<DefaultEnvironmentVariable>;

    const CONTRACT: Contract = Contract::management(
        "listDefaultEnvironmentVariables",
        "GET /projects/{project_id}/list_default_environment_variables",
    )
    .query(&["name", "deploymentType"])
    .accepts(Credential::OF_PROJECTS)
    .fails_with(&["ProjectNotFound"])
    .needs(&[Action::DefaultEnvironmentVariableView]);
}

/// A default environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DefaultEnvironmentVariable {
    /// Name.
    pub name: String,
    /// Value.
    pub value: Secret,
    /// Deployment types that the variable applies to. Only the requested type if the list is filtered by type.
    pub deployment_types: Vec<DeploymentType>,
}
