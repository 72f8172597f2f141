//! `startPush`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{INVALID_APP, SchemaChange};
use crate::api::{Contract, Operation};
use crate::artifact::PushRequest;
use crate::keys::Secret;

/// Begins a push: evaluates the modules and keeps them aside. What is live stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct StartPush {
    /// What is pushed.
    pub request: PushRequest,
}

impl Operation for StartPush {
    type Response = StartedPush;

    const CONTRACT: Contract = Contract::push("startPush", "POST /deploy2/start_push").fails_with(INVALID_APP);
}

/// A push that was begun. All of it is needed to finish it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StartedPush {
    /// The values of the deployment's environment variables with which the modules were evaluated.
    pub environment_variables: BTreeMap<String, Secret>,
    /// The packages for modules that run in Node, where Convex has put them.
    pub external_deps_id: Option<String>,
    /// Where Convex has put the modules, by the paths of definitions.
    pub component_definition_packages: BTreeMap<String, Value>,
    /// Who may sign users in.
    pub app_auth: Vec<Value>,
    /// What the modules say of themselves, by the paths of definitions; the app's own is empty.
    pub analysis: BTreeMap<String, Value>,
    /// The app and what it mounts.
    pub app: Value,
    /// What changes in the schemas and indexes.
    pub schema_change: SchemaChange,
}

/// What Convex says of the bundle of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServerConfig {
    /// The version of the npm package `convex` that made it.
    pub server_version: String,
}
