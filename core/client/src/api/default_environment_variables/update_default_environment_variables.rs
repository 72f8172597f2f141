//! `updateDefaultEnvironmentVariables`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, DeploymentType, ProjectId};

/// Sets and removes default environment variables of a project atomically. Existing deployments are not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateDefaultEnvironmentVariables {
    /// Project ID.
    pub project_id: ProjectId,
    /// Variables to set and remove.
    pub changes: Vec<DefaultEnvironmentVariableChange>,
}

impl Operation for UpdateDefaultEnvironmentVariables {
    type Response = ();

    const CONTRACT: Contract = Contract::management(
        "updateDefaultEnvironmentVariables",
        "POST /projects/{project_id}/update_default_environment_variables",
    )
    .accepts(Credential::OF_PROJECTS)
    .retry(Retry::Always)
    .fails_with(&["ProjectNotFound"])
    .needs(&[
        Action::DefaultEnvironmentVariableCreate,
        Action::DefaultEnvironmentVariableUpdate,
        Action::DefaultEnvironmentVariableDelete,
    ]);
}

/// Sets or removes a variable for one deployment type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DefaultEnvironmentVariableChange {
    /// Name.
    pub name: String,
    /// Deployment type.
    pub deployment_type: DeploymentType,
    /// New value. If absent, the variable is removed.
    #[serde(default)]
    pub value: Option<Secret>,
}
