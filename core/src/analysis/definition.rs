//! What `convex.config` says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What `app.export()` or `component.export()` gives: what is mounted where, and what is declared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// The path of the definition; the app's is empty.
    #[serde(default)]
    pub path: String,
    /// Whether it is an app or a component, and the component's own name.
    pub definition_type: DefinitionType,
    /// What it mounts.
    #[serde(default)]
    pub child_components: Vec<ChildComponent>,
    /// The paths under which components serve HTTP.
    #[serde(default)]
    pub http_mounts: BTreeMap<String, String>,
    /// The path under which the app serves HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_prefix: Option<String>,
    /// What it exports of what it mounts.
    #[serde(default)]
    pub exports: Value,
    /// The environment variables that it declares.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub env_vars: Vec<(String, EnvironmentVariable)>,
}

/// What a definition is of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum DefinitionType {
    /// The app.
    #[default]
    App,
    /// A component.
    ChildComponent {
        /// By what it is mounted where the mount has no name of its own.
        name: String,
        /// The arguments that components once had.
        #[serde(default)]
        args: Vec<Value>,
    },
}

/// Something that is mounted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChildComponent {
    /// The name of the mount.
    pub name: String,
    /// The path of the definition.
    pub path: String,
    /// The arguments that components once had.
    #[serde(default)]
    pub args: Option<Vec<Value>>,
    /// The environment variables that it is given.
    #[serde(default)]
    pub env: Option<Vec<Value>>,
}

/// An environment variable that is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "value")]
pub struct EnvironmentVariable {
    /// The JSON of its validator.
    pub value: String,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
}
