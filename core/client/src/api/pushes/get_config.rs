//! `getConfig`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::artifact::Module;

/// Lists the modules of the app that is live, without its components', with their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetConfig {
    /// The version of the command that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Operation for GetConfig {
    type Response = LiveModules;

    const CONTRACT: Contract = Contract::push("getConfig", "POST /get_config").retried(Retry::Always);
}

/// The modules that are live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LiveModules {
    /// How the app is configured.
    pub config: Config,
    /// The modules, in the order of their paths.
    pub modules: Vec<Module>,
    /// The version of the npm package `convex` that made the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udf_server_version: Option<String>,
}

/// How an app is configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The folder of the functions: `convex/`.
    pub functions: String,
    /// Who may sign users in, where anybody may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub auth_info: Vec<serde_json::Value>,
}
