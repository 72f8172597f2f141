//! `updateEnvironmentVariables`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::keys::Secret;
use crate::model::Action;

/// Sets and removes environment variables of a deployment atomically. Watched queries run again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateEnvironmentVariables {
    /// Variables to set and remove.
    pub changes: Vec<EnvironmentVariableChange>,
}

impl Operation for UpdateEnvironmentVariables {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("updateEnvironmentVariables", "POST /update_environment_variables")
        .retry(Retry::Always)
        .needs(&[Action::DeploymentEnvWrite]);
}

/// Sets or removes a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct EnvironmentVariableChange {
    /// Name: letters, digits and `_`, at most 256 characters.
    pub name: String,
    /// New value, at most 8 KiB. If absent, the variable is removed.
    #[serde(default)]
    pub value: Option<Secret>,
}
