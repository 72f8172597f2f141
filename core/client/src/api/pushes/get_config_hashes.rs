//! `getConfigHashes`

use serde::{Deserialize, Serialize};

use super::Config;
use crate::api::{Contract, Operation, Retry};
use crate::artifact::ModuleEnvironment;

/// Lists the modules of the live app with their hashes, so that unchanged modules need not be pushed. Modules of its
/// components are not included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetConfigHashes {
    /// Version of the calling CLI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Operation for GetConfigHashes {
    type Response = LiveModuleHashes;

    const CONTRACT: Contract = Contract::push("getConfigHashes", "POST /get_config_hashes").retry(Retry::Always);
}

/// Live modules with their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LiveModuleHashes {
    /// Configuration of the app.
    pub config: Config,
    /// Modules, sorted by path.
    pub module_hashes: Vec<LiveModuleHash>,
    /// Version of the `convex` npm package that made the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udf_server_version: Option<String>,
    /// Version of Node.js that modules run in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_version: Option<String>,
}

/// A live module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LiveModuleHash {
    /// Path.
    pub path: String,
    /// SHA-256 of its source and source map, in hexadecimal.
    pub hash: String,
    /// Runtime environment.
    pub environment: ModuleEnvironment,
}
