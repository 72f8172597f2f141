//! Component definitions, as declared by `convex.config`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::value::Tables;

/// The result of `app.export()` or `component.export()`: mounts and declarations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// The path of the definition; empty for the app.
    #[serde(default)]
    pub path: String,
    /// App, or component with its name.
    pub definition_type: DefinitionType,
    /// The components it mounts.
    #[serde(default)]
    pub child_components: Vec<ChildComponent>,
    /// The paths under which components serve HTTP.
    #[serde(default)]
    pub http_mounts: BTreeMap<String, String>,
    /// The path under which the app serves HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_prefix: Option<String>,
    /// Its exports of mounted components.
    #[serde(default)]
    pub exports: Value,
    /// The environment variables it declares.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub env_vars: Vec<(String, DeclaredVariable)>,
}

/// The type of a definition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum DefinitionType {
    /// The app.
    #[default]
    App,
    /// A component.
    ChildComponent {
        /// The default name of its mounts.
        name: String,
        /// Arguments, in versions where components have them.
        #[serde(default)]
        args: Vec<Value>,
    },
}

/// A mounted component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChildComponent {
    /// The name of the mount.
    pub name: String,
    /// The path of the definition.
    pub path: String,
    /// Arguments, in versions where components have them.
    #[serde(default)]
    pub args: Option<Vec<Value>>,
    /// The environment variables passed to it.
    #[serde(default)]
    pub env: Option<Vec<Value>>,
}

/// A declared environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "value")]
pub struct DeclaredVariable {
    /// The JSON of its validator.
    pub value: String,
    /// True if it may be missing.
    #[serde(default)]
    pub optional: bool,
}

impl DeclaredVariable {
    /// Checks if its validator accepts a value.
    #[must_use]
    pub fn accepts(&self, value: &str) -> bool {
        // A validator that cannot be read is a problem of its declaration.
        Validator::parse(&self.value).map_or(true, |validator| {
            Checker::new(&Tables::default(), Reader::Closed).accepts(&validator, &value.into())
        })
    }
}
