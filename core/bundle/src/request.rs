//! The push request, in the form sent by Convex's command.

use anyhow::Result;
use serde::Serialize;

use crate::definitions::Definition;
use crate::implementations::Implementation;
use crate::project::Project;

/// A push request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PushRequest {
    /// Empty: the request is not sent.
    pub(crate) admin_key: String,
    pub(crate) dry_run: bool,
    pub(crate) functions: String,
    pub(crate) app_definition: AppDefinition,
    pub(crate) component_definitions: Vec<ComponentDefinition>,
    pub(crate) node_dependencies: Vec<NodeDependency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) node_version: Option<String>,
    pub(crate) for_codegen: bool,
}

/// The app.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppDefinition {
    pub(crate) definition: Module,
    pub(crate) dependencies: Vec<String>,
    pub(crate) schema: Option<Module>,
    pub(crate) changed_modules: Vec<Module>,
    /// Empty: every module is included.
    pub(crate) unchanged_module_hashes: [(); 0],
    pub(crate) udf_server_version: String,
}

/// A component mounted by the app or by another component.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComponentDefinition {
    pub(crate) definition_path: String,
    pub(crate) definition: Module,
    pub(crate) dependencies: Vec<String>,
    pub(crate) schema: Option<Module>,
    pub(crate) functions: Vec<Module>,
    pub(crate) udf_server_version: String,
}

impl ComponentDefinition {
    /// Creates a component's part of a push.
    pub(crate) fn new(project: &Project, definition: Definition, implementation: Implementation) -> Result<Self> {
        Ok(Self {
            definition_path: project.definition_path(&definition.folder)?,
            definition: definition.module,
            dependencies: project.definition_paths(&definition.dependencies)?,
            schema: implementation.schema,
            functions: implementation.modules,
            udf_server_version: project.convex_version.clone(),
        })
    }
}

/// A bundled module.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_map: Option<String>,
    pub(crate) environment: Environment,
}

/// The environment of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Environment {
    /// Convex's runtime.
    Isolate,
    /// Node.
    Node,
}

/// A package installed in Node instead of being bundled.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct NodeDependency {
    pub(crate) name: String,
    pub(crate) version: String,
}
