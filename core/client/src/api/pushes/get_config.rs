//! `getConfig`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::artifact::Module;

/// Lists the modules of the live app with their sources. Modules of its components are not included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetConfig {
    /// Version of the calling CLI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Operation for GetConfig {
    type Response = LiveModules;

    const CONTRACT: Contract = Contract::push("getConfig", "POST /get_config").retry(Retry::Always);
}

/// Live modules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LiveModules {
    /// Configuration of the app.
    pub config: Config,
    /// Modules, sorted by path.
    pub modules: Vec<Module>,
    /// Version of the `convex` npm package that made the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udf_server_version: Option<String>,
}

/// Configuration of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Config {
    /// Directory of the functions: `convex/`.
    pub functions: String,
    /// Authentication providers, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub auth_info: Vec<serde_json::Value>,
}
