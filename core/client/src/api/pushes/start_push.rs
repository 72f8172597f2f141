//! `startPush`. Its fields are those of a `PushRequest`: `artifact/push_request.rs`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{INVALID_APP, SchemaChange};
use crate::api::{Contract, Operation};
use crate::artifact::PushRequest;
use crate::keys::Secret;

/// Starts a push: evaluates and stores the modules. The live app is not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct StartPush {
    /// Push to start.
    pub request: PushRequest,
}

impl Operation for StartPush {
    type Response = StartedPush;

    const CONTRACT: Contract = Contract::push("startPush", "POST /deploy2/start_push").fails_with(INVALID_APP);
}

/// A started push. All fields are needed to finish it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StartedPush {
    /// Values of the deployment's environment variables that the modules were evaluated with.
    pub environment_variables: BTreeMap<String, Secret>,
    /// Location of the packages for Node.js modules in Convex's storage.
    pub external_deps_id: Option<String>,
    /// Locations of the modules in Convex's storage, by definition path.
    pub component_definition_packages: BTreeMap<String, Value>,
    /// Authentication providers of the app.
    pub app_auth: Vec<Value>,
    /// Analysis of the modules, by definition path. The empty path is the app.
    pub analysis: BTreeMap<String, Value>,
    /// The app and its mounted components.
    pub app: Value,
    /// Changes of schemas and indexes.
    pub schema_change: SchemaChange,
}

/// Bundle information of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServerConfig {
    /// Version of the `convex` npm package that made the bundle.
    pub server_version: String,
}
