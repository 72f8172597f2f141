//! `updateEnvironmentVariables`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::keys::Secret;
use crate::model::Action;

/// Sets and removes environment variables of a deployment, all at once. Queries that clients watch run again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateEnvironmentVariables {
    /// What is set and removed.
    pub changes: Vec<EnvironmentVariableChange>,
}

impl Operation for UpdateEnvironmentVariables {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("updateEnvironmentVariables", "POST /update_environment_variables")
        .retried(Retry::Always)
        .needs(&[Action::DeploymentEnvWrite]);
}

/// Sets or removes one variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EnvironmentVariableChange {
    /// The name: letters, digits and `_`, at most 256 characters.
    pub name: String,
    /// The value, at most 8 KiB; without one the variable is removed.
    #[serde(default)]
    pub value: Option<Secret>,
}
