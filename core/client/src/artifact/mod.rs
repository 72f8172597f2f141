//! What a push carries, and what its modules say of themselves when they are evaluated.
//!
//! An [`Artifact`] is made once, from the request of a push or by a bundler, and can be kept as a file, checked and
//! pushed to any number of deployments. `analysis` evaluates its modules without access to anything.

mod file;
mod hash;
mod module;
mod push_request;

pub use module::{Environment, Module, ModuleHash};
pub use push_request::{AppDefinition, ComponentDefinition, NodeDependency, PushRequest};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The most that a push may carry, in bytes of JSON: Convex's own limit.
pub const MAX_BYTES: usize = 200_000_000;

/// The most modules that a component may have: Convex's own limit.
pub const MAX_MODULES: usize = 4096;

/// What a push carries: the modules of an app and of its components, bundled.
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
    /// The folder of the functions, as the app's configuration names it: `convex/`.
    pub functions: String,
    /// The app itself; every module of it is among the changed ones.
    #[serde(rename = "appDefinition")]
    pub app: AppDefinition,
    /// The components that it mounts, directly or through others, in the order of their paths.
    #[serde(rename = "componentDefinitions")]
    pub components: Vec<ComponentDefinition>,
    /// The packages that are installed for modules that run in Node, in the order of their names.
    pub node_dependencies: Vec<NodeDependency>,
    /// The version of Node that they run in.
    pub node_version: Option<String>,
}

impl Artifact {
    /// What a request to push carries.
    ///
    /// # Errors
    /// `InvalidInput` where the request leaves modules out because the deployment has them already, names a module twice,
    /// or has a component run in Node; `LimitExceeded` where it carries more modules than Convex takes.
    pub fn from_request(request: PushRequest) -> Result<Self> {
        let PushRequest { functions, mut app_definition, mut component_definitions, mut node_dependencies, .. } =
            request;
        if let Some(left_out) = app_definition.unchanged_module_hashes.first() {
            return Err(Error::invalid_input(format!("the request leaves out `{}` as unchanged", left_out.path))
                .at_path(".appDefinition.unchangedModuleHashes")
                .help("write the request again with `--push-all-modules`"));
        }
        put_in_order(&mut app_definition.modules, ".appDefinition.changedModules")?;
        component_definitions.sort_by(|a, b| a.definition_path.cmp(&b.definition_path));
        for (index, component) in component_definitions.iter_mut().enumerate() {
            let path = format!(".componentDefinitions[{index}].functions");
            put_in_order(&mut component.modules, &path)?;
            if let Some(module) = component.modules.iter().find(|module| module.environment == Environment::Node) {
                let message = format!("`{}` of component `{}` runs in Node", module.path, component.definition_path);
                return Err(Error::invalid_input(message)
                    .at_path(path)
                    .help("components run in Convex's own runtime only"));
            }
        }
        node_dependencies.sort();
        Ok(Self {
            functions,
            app: app_definition,
            components: component_definitions,
            node_dependencies,
            node_version: request.node_version,
        })
    }
}

/// Sorts modules by path, so that the same modules are the same bytes.
fn put_in_order(modules: &mut [Module], path: &str) -> Result<()> {
    if modules.len() > MAX_MODULES {
        let message = format!("{} modules are more than the {MAX_MODULES} that Convex takes", modules.len());
        return Err(Error::new(crate::error::ErrorKind::LimitExceeded, message).at_path(path));
    }
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    let twice = modules.windows(2).find(|pair| pair.first().map(|a| &a.path) == pair.get(1).map(|b| &b.path));
    match twice.and_then(|pair| pair.first()) {
        Some(module) => Err(Error::invalid_input(format!("module `{}` is there twice", module.path)).at_path(path)),
        None => Ok(()),
    }
}
