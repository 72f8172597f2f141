//! The request of a push, in the form in which Convex's own command sends it.

use anyhow::Result;
use serde::Serialize;

use crate::definitions::Definition;
use crate::implementations::Implementation;
use crate::project::Project;

/// All that a push carries.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PushRequest {
    /// No key: nobody is asked anything.
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

/// The app itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppDefinition {
    pub(crate) definition: Module,
    pub(crate) dependencies: Vec<String>,
    pub(crate) schema: Option<Module>,
    pub(crate) changed_modules: Vec<Module>,
    /// None: every module is sent.
    pub(crate) unchanged_module_hashes: [(); 0],
    pub(crate) udf_server_version: String,
}

/// A component that the app mounts, or that one of its components does.
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
    /// A component's part of a push.
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

/// One bundled module.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source_map: Option<String>,
    pub(crate) environment: Environment,
}

/// Where a module runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Environment {
    /// Convex's own runtime.
    Isolate,
    /// Node.
    Node,
}

/// A package that is installed for Node and not bundled.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct NodeDependency {
    pub(crate) name: String,
    pub(crate) version: String,
}
