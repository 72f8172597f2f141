//! Contents of a push.
//!
//! An [`Artifact`] is created once, from a push request or by a bundler. It can be stored as a file, checked, and
//! pushed to any number of deployments. `analysis` evaluates its modules in a sandbox.

mod file;
mod hash;
mod left_out;
mod module;
mod push_request;
mod refusals;

pub use left_out::LeftOutFile;
pub use module::{Module, ModuleEnvironment, ModuleHash};
pub use push_request::{AppDefinition, ComponentDefinition, NodeDependency, PushRequest};
pub use refusals::PushRefusal;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Maximum size of a push, in bytes of JSON. Convex's limit.
pub const MAX_BYTES: usize = 200_000_000;

/// Maximum number of modules per component. Convex's limit.
pub const MAX_MODULES: usize = 4096;

/// Contents of a push: the bundled modules of an app and of its components.
///
/// ```
/// use convex_ops::artifact::{Artifact, PushRequest};
///
/// let request = PushRequest::parse(r#"{"functions": "convex/", "appDefinition": {"changedModules": [
///     {"path": "tasks.js", "source": "export const answer = 42;", "environment": "isolate"}]}}"#)?;
/// let artifact = Artifact::from_request(request)?;
/// let file = artifact.to_file()?;
/// assert_eq!(Artifact::from_file(&file)?, artifact);
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    /// Directory of the functions, from the app's configuration: `convex/`.
    pub functions: String,
    /// The app. All of its modules are listed as changed.
    #[serde(rename = "appDefinition")]
    pub app: AppDefinition,
    /// Components that the app mounts, directly or indirectly, sorted by path.
    #[serde(rename = "componentDefinitions")]
    pub components: Vec<ComponentDefinition>,
    /// Packages to install for Node.js modules, sorted by name.
    pub node_dependencies: Vec<NodeDependency>,
    /// Version of Node.js.
    pub node_version: Option<String>,
    /// Files that Convex's command leaves out, if the artifact was bundled from a folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutFile>,
}

impl Artifact {
    /// Checks if a module of the app runs in Node.js.
    #[must_use]
    pub fn runs_in_node(&self, path: &str) -> bool {
        self.app.modules.iter().any(|module| module.path == path && module.environment == ModuleEnvironment::Node)
    }

    /// Creates an artifact from a push request.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the request omits modules because they are already deployed, contains a module twice, or
    /// contains a component that runs in Node.js. `LimitExceeded` if it has more modules than Convex accepts.
    pub fn from_request(request: PushRequest) -> Result<Self> {
        let PushRequest { functions, mut app_definition, mut component_definitions, mut node_dependencies, .. } =
            request;
        if let Some(left_out) = app_definition.unchanged_module_hashes.first() {
            return Err(Error::invalid_input(format!(
                "incomplete push request: module `{}` is marked as unchanged",
                left_out.path
            ))
            .at_path(".appDefinition.unchangedModuleHashes")
            .help("create the request with `--push-all-modules`"));
        }
        sort_modules(&mut app_definition.modules, ".appDefinition.changedModules")?;
        component_definitions.sort_by(|a, b| a.definition_path.cmp(&b.definition_path));
        for (index, component) in component_definitions.iter_mut().enumerate() {
            let path = format!(".componentDefinitions[{index}].functions");
            sort_modules(&mut component.modules, &path)?;
            if let Some(module) = component.modules.iter().find(|module| module.environment == ModuleEnvironment::Node)
            {
                let message = format!(
                    "unsupported module `{}` in component `{}`: it runs in Node.js",
                    module.path, component.definition_path
                );
                return Err(Error::invalid_input(message)
                    .with_code("NodeActionsNotSupported")
                    .at_path(path)
                    .help("remove `use node`: components run only in Convex's own runtime"));
            }
        }
        node_dependencies.sort();
        Ok(Self {
            functions,
            app: app_definition,
            components: component_definitions,
            node_dependencies,
            node_version: request.node_version,
            left_out: Vec::new(),
        })
    }
}

/// Sorts modules by path, so that the artifact is deterministic.
fn sort_modules(modules: &mut [Module], path: &str) -> Result<()> {
    if modules.len() > MAX_MODULES {
        let message = format!("too many modules: {}, Convex's limit is {MAX_MODULES}", modules.len());
        return Err(Error::new(crate::error::ErrorKind::LimitExceeded, message).at_path(path));
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    let twice = modules.windows(2).find(|pair| pair.first().map(|a| &a.path) == pair.get(1).map(|b| &b.path));
    match twice.and_then(|pair| pair.first()) {
        Some(module) => Err(Error::invalid_input(format!("duplicate module `{}`", module.path))
            .with_code("CanonicalizationConflict")
            .at_path(path)),
        None => Ok(()),
    }
}
