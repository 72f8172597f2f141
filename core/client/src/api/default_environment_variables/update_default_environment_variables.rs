//! `updateDefaultEnvironmentVariables`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, DeploymentType, ProjectId};

/// Sets and removes default environment variables of a project, all at once. Deployments that exist already keep
/// theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateDefaultEnvironmentVariables {
    /// The project.
    pub project_id: ProjectId,
    /// What is set and removed.
    pub changes: Vec<DefaultEnvironmentVariableChange>,
}

impl Operation for UpdateDefaultEnvironmentVariables {
    type Response = ();

    const CONTRACT: Contract = Contract::management(
        "updateDefaultEnvironmentVariables",
        "POST /projects/{project_id}/update_default_environment_variables",
    )
    .accepts(Credential::OF_PROJECTS)
    .retried(Retry::Always)
    .fails_with(&["ProjectNotFound"])
    .needs(&[
        Action::DefaultEnvironmentVariableCreate,
        Action::DefaultEnvironmentVariableUpdate,
        Action::DefaultEnvironmentVariableDelete,
    ]);
}

/// Sets or removes one variable for one type of deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DefaultEnvironmentVariableChange {
    /// The name.
    pub name: String,
    /// The type of deployments.
    pub deployment_type: DeploymentType,
    /// The value; without one the variable is removed, if there is one.
    #[serde(default)]
    pub value: Option<Secret>,
}
