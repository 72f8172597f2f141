//! The request that starts a push, as Convex's own command sends it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Module, ModuleHash};
use crate::error::Result;
use crate::json;

/// The body of `POST /api/deploy2/start_push`, and the file that `npx convex deploy --write-push-request` writes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", expecting = "a request to push: an object with `appDefinition`")]
pub struct PushRequest {
    /// The credential; files of it need none.
    #[serde(default)]
    pub admin_key: String,
    /// Whether nothing is to be kept.
    #[serde(default)]
    pub dry_run: bool,
    /// The folder of the functions: `convex/`.
    #[serde(default)]
    pub functions: String,
    /// The app itself.
    pub app_definition: AppDefinition,
    /// The components that it mounts, directly or through others.
    #[serde(default)]
    pub component_definitions: Vec<ComponentDefinition>,
    /// The packages to install for modules that run in Node.
    #[serde(default)]
    pub node_dependencies: Vec<NodeDependency>,
    /// The version of Node that they run in: `20`, `22` or `24`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_version: Option<String>,
    /// Whether only code is to be generated.
    #[serde(default)]
    pub for_codegen: bool,
}

impl PushRequest {
    /// Reads the JSON of a request.
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path.
    pub fn parse(text: &str) -> Result<Self> {
        json::from_str(text)
    }
}

impl fmt::Debug for PushRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushRequest")
            .field("functions", &self.functions)
            .field("app_definition", &self.app_definition)
            .field("component_definitions", &self.component_definitions)
            .finish_non_exhaustive()
    }
}

/// The app's part of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AppDefinition {
    /// `convex.config.js`, which says what the app mounts and declares.
    #[serde(default)]
    pub definition: Option<Module>,
    /// The paths of the component definitions that `definition` imports.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// `schema.js`.
    #[serde(default)]
    pub schema: Option<Module>,
    /// The modules that the deployment does not have.
    #[serde(default, rename = "changedModules", alias = "functions")]
    pub modules: Vec<Module>,
    /// The modules that it has; those in neither list are removed.
    #[serde(default)]
    pub unchanged_module_hashes: Vec<ModuleHash>,
    /// The version of the npm package `convex` that made the bundle.
    #[serde(default)]
    pub udf_server_version: String,
}

/// A component's part of a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ComponentDefinition {
    /// By what others import it.
    pub definition_path: String,
    /// Its `convex.config.js`.
    pub definition: Module,
    /// The paths of the component definitions that `definition` imports.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// Its `schema.js`.
    #[serde(default)]
    pub schema: Option<Module>,
    /// Its modules.
    #[serde(default, rename = "functions")]
    pub modules: Vec<Module>,
    /// The version of the npm package `convex` that made the bundle.
    #[serde(default)]
    pub udf_server_version: String,
}

/// A package for modules that run in Node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct NodeDependency {
    /// Its name on npm.
    pub name: String,
    /// The version to install.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_credential_is_never_shown() {
        let request = PushRequest::parse(r#"{"adminKey": "prod:a-b-1|secret", "appDefinition": {}}"#).unwrap();
        assert_eq!(request.admin_key, "prod:a-b-1|secret");
        assert!(!format!("{request:?}").contains("secret"));
    }

    #[test]
    fn an_error_names_the_place() {
        let error = PushRequest::parse(r#"{"appDefinition": {"changedModules": [{"path": "a.js"}]}}"#).unwrap_err();
        assert_eq!(error.info().location.path.as_deref(), Some(".appDefinition.changedModules[0]"));
    }
}
