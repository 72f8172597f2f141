//! Bundles the schema and modules of an app or component.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};

use crate::build::{Build, single};
use crate::entry_points::{EntryPoint, EntryPoints};
use crate::externals::Externals;
use crate::project::Project;
use crate::request::{Environment, Module, NodeDependency};
use crate::stand_ins::StandIns;

/// The bundles of an app or a component.
pub(crate) struct Implementation {
    pub(crate) schema: Option<Module>,
    pub(crate) modules: Vec<Module>,
    pub(crate) node_dependencies: Vec<NodeDependency>,
}

/// Bundles a folder of functions.
pub(crate) async fn of(project: &Project, folder: &Path) -> Result<Implementation> {
    let is_app = folder == project.functions;
    let entries = EntryPoints::find(folder)?;
    if let Some(entry) = entries.node.first().filter(|_| !is_app) {
        bail!(
            "`{}` of a component uses \"use node\": components run in Convex's runtime only",
            project.display(&entry.file)
        );
    }
    let schema = match one_of(folder, ["schema.ts", "schema.js"]) {
        Some(file) => isolate(project, folder, &single(folder, file)?, false).await?.into_iter().next(),
        None => None,
    };
    let mut modules = isolate(project, folder, &entries.isolate, true).await?;
    let mut node_dependencies = Vec::new();
    if is_app {
        let externals = Externals::of(project)?;
        let stand_ins = stand_ins(folder, Environment::Node, externals.clone());
        modules.extend(bundle(project, &entries.node, &stand_ins, true).await?);
        let referenced = std::mem::take(&mut *stand_ins.referenced.lock().unwrap_or_else(PoisonError::into_inner));
        node_dependencies = externals.dependencies(referenced)?;
        modules.extend(auth_config(project).await?);
        modules.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(Implementation { schema, modules, node_dependencies })
}

/// Bundles the auth configuration: one module without chunks.
async fn auth_config(project: &Project) -> Result<Vec<Module>> {
    let folder = &project.functions;
    let names = ["auth.config.ts", "auth.config.js"];
    if names.iter().all(|name| folder.join(name).exists()) {
        bail!("both `auth.config.ts` and `auth.config.js` exist: remove one");
    }
    match one_of(folder, names) {
        Some(file) => isolate(project, folder, &single(folder, file)?, false).await,
        None => Ok(Vec::new()),
    }
}

async fn isolate(project: &Project, folder: &Path, entries: &[EntryPoint], splitting: bool) -> Result<Vec<Module>> {
    let stand_ins = stand_ins(folder, Environment::Isolate, Externals::default());
    bundle(project, entries, &stand_ins, splitting).await
}

async fn bundle(
    project: &Project,
    entries: &[EntryPoint],
    stand_ins: &Arc<StandIns>,
    splitting: bool,
) -> Result<Vec<Module>> {
    let environment = stand_ins.environment;
    Build { project, entries, environment, splitting, plugins: vec![stand_ins.clone()] }.run().await
}

fn stand_ins(folder: &Path, environment: Environment, externals: Externals) -> Arc<StandIns> {
    Arc::new(StandIns { environment, functions: folder.to_owned(), externals, referenced: Mutex::default() })
}

/// Returns the first file that exists.
fn one_of<const N: usize>(folder: &Path, names: [&str; N]) -> Option<std::path::PathBuf> {
    names.into_iter().map(|name| folder.join(name)).find(|file| file.is_file())
}
