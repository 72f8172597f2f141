//! `getConfigHashes`

use serde::{Deserialize, Serialize};

use super::Config;
use crate::api::{Contract, Operation, Retry};
use crate::artifact::Environment;

/// Lists the modules of the app that is live, without its components', by their hashes: those need not be pushed again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetConfigHashes {
    /// The version of the command that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Operation for GetConfigHashes {
    type Response = LiveModuleHashes;

    const CONTRACT: Contract = Contract::push("getConfigHashes", "POST /get_config_hashes").retried(Retry::Always);
}

/// The modules that are live, by their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LiveModuleHashes {
    /// How the app is configured.
    pub config: Config,
    /// The modules, in the order of their paths.
    pub module_hashes: Vec<LiveModuleHash>,
    /// The version of the npm package `convex` that made the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udf_server_version: Option<String>,
    /// The version of Node that modules run in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_version: Option<String>,
}

/// A module that is live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct LiveModuleHash {
    /// Where it is.
    pub path: String,
    /// The SHA-256 of its source and source map, in hexadecimal.
    pub hash: String,
    /// Where it runs.
    pub environment: Environment,
}
