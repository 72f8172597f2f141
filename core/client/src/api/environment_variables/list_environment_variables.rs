//! `listEnvironmentVariables`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::keys::Secret;
use crate::model::Action;

/// Lists the environment variables of a deployment with their values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListEnvironmentVariables {}

impl Operation for ListEnvironmentVariables {
    type Response = EnvironmentVariables;

    const CONTRACT: Contract = Contract::deployment("listEnvironmentVariables", "GET /list_environment_variables")
        .needs(&[Action::DeploymentEnvView]);
}

/// The environment variables of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EnvironmentVariables {
    /// Values by name.
    pub environment_variables: BTreeMap<String, Secret>,
}
