//! Request that starts a push, as sent by Convex's CLI.

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
    /// Credential. Unused in files.
    #[serde(default)]
    pub admin_key: String,
    /// Dry run: nothing is changed.
    #[serde(default)]
    pub dry_run: bool,
    /// Directory of the functions: `convex/`.
    #[serde(default)]
    pub functions: String,
    /// The app.
    pub app_definition: AppDefinition,
    /// Components that the app mounts, directly or indirectly.
    #[serde(default)]
    pub component_definitions: Vec<ComponentDefinition>,
    /// Packages to install for Node.js modules.
    #[serde(default)]
    pub node_dependencies: Vec<NodeDependency>,
    /// Version of Node.js: `20`, `22` or `24`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_version: Option<String>,
    /// The push is only used for code generation.
    #[serde(default)]
    pub for_codegen: bool,
}

impl PushRequest {
    /// Parses the JSON of a request.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the JSON path.
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

/// The app in a push.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AppDefinition {
    /// `convex.config.js`, which declares the mounted components.
    #[serde(default)]
    pub definition: Option<Module>,
    /// Paths of the component definitions that `definition` imports.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// `schema.js`.
    #[serde(default)]
    pub schema: Option<Module>,
    /// Modules to upload.
    #[serde(default, rename = "changedModules", alias = "functions")]
    pub modules: Vec<Module>,
    /// Modules that are already deployed. Modules in neither list are removed.
    #[serde(default)]
    pub unchanged_module_hashes: Vec<ModuleHash>,
    /// Version of the `convex` npm package that made the bundle.
    #[serde(default)]
    pub udf_server_version: String,
}

/// A component in a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ComponentDefinition {
    /// Path by which other components import it.
    pub definition_path: String,
    /// `convex.config.js`.
    pub definition: Module,
    /// Paths of the component definitions that `definition` imports.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// `schema.js`.
    #[serde(default)]
    pub schema: Option<Module>,
    /// Modules.
    #[serde(default, rename = "functions")]
    pub modules: Vec<Module>,
    /// Version of the `convex` npm package that made the bundle.
    #[serde(default)]
    pub udf_server_version: String,
}

/// A package for Node.js modules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct NodeDependency {
    /// Name on npm.
    pub name: String,
    /// Version to install.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_omits_credential() {
        let request = PushRequest::parse(r#"{"adminKey": "prod:a-b-1|secret", "appDefinition": {}}"#).unwrap();
        assert_eq!(request.admin_key, "prod:a-b-1|secret");
        assert!(!format!("{request:?}").contains("secret"));
    }

    #[test]
    fn parse_error_has_json_path() {
        let error = PushRequest::parse(r#"{"appDefinition": {"changedModules": [{"path": "a.js"}]}}"#).unwrap_err();
        assert_eq!(error.info().location.path.as_deref(), Some(".appDefinition.changedModules[0]"));
    }
}
