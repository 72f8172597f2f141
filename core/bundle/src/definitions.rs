//! Bundles `convex.config.ts` of the app and of its components.
//!
//! In a push, a definition imports another one as `./_componentDeps/<name>`, where the name is the other's definition path
//! in Base64. The evaluator provides that module.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rolldown_common::ModuleType;
use rolldown_plugin::{
    HookLoadArgs, HookLoadOutput, HookLoadReturn, HookResolveIdArgs, HookResolveIdOutput, HookResolveIdReturn,
    HookUsage, Plugin, PluginContext, PluginContextResolveOptions, SharedLoadPluginContext,
};

use crate::build::{Build, single};
use crate::paths;
use crate::project::Project;
use crate::request::{Environment, Module};

/// Part of the file names of definitions.
const NAME: &str = "convex.config";

/// The definition of an app without one.
const EMPTY: &str = "import { defineApp } from \"convex/server\";\nexport default defineApp();\n";

/// A definition and the definitions it imports.
pub(crate) struct Definition {
    /// Its folder.
    pub(crate) folder: PathBuf,
    pub(crate) module: Module,
    /// Folders of imported definitions, in the order of imports.
    pub(crate) dependencies: Vec<PathBuf>,
}

/// Bundles the definitions of the app and of all components it mounts, directly or indirectly.
pub(crate) async fn all(project: &Project) -> Result<Vec<Definition>> {
    let mut queue = VecDeque::from([project.functions.clone()]);
    let mut found: BTreeMap<PathBuf, Definition> = BTreeMap::new();
    while let Some(folder) = queue.pop_front() {
        if let Entry::Vacant(place) = found.entry(folder) {
            let definition = bundle(project, place.key()).await?;
            queue.extend(definition.dependencies.iter().cloned());
            place.insert(definition);
        }
    }
    Ok(found.into_values().collect())
}

async fn bundle(project: &Project, folder: &Path) -> Result<Definition> {
    let file = ["ts", "js"].map(|extension| folder.join(format!("{NAME}.{extension}"))).into_iter();
    let file = file.clone().find(|file| file.is_file()).or_else(|| file.clone().next()).unwrap_or_default();
    let imports = Arc::new(Imports { functions: project.functions.clone(), folders: Mutex::default() });
    let entries = single(folder, file)?;
    let environment = Environment::Isolate;
    let build = Build { project, entries: &entries, environment, splitting: false, plugins: vec![imports.clone()] };
    let module = build.run().await?.into_iter().next();
    let module = module.with_context(|| format!("definition not found in `{}`", project.display(folder)))?;
    let dependencies = std::mem::take(&mut *imports.folders.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Definition { folder: folder.to_owned(), module, dependencies })
}

/// A plugin that keeps imports of other definitions as external modules and records them.
#[derive(Debug)]
struct Imports {
    functions: PathBuf,
    folders: Mutex<Vec<PathBuf>>,
}

impl Imports {
    /// Returns the name under which a definition is imported.
    fn name(&self, folder: &Path) -> Result<String> {
        let path = paths::between(&self.functions, folder)?;
        Ok(format!("./_componentDeps/{}", URL_SAFE_NO_PAD.encode(path)))
    }
}

impl Plugin for Imports {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("component-definitions")
    }

    fn register_hook_usage(&self) -> HookUsage {
        HookUsage::ResolveId | HookUsage::Load
    }

    async fn resolve_id(&self, context: &PluginContext, args: &HookResolveIdArgs<'_>) -> HookResolveIdReturn {
        if !args.specifier.contains(NAME) {
            return Ok(None);
        }
        if args.is_entry {
            return Ok(Some(HookResolveIdOutput::from_id(args.specifier)));
        }
        let options = PluginContextResolveOptions { import_kind: args.kind, ..Default::default() };
        let Ok(resolved) = context.resolve(args.specifier, args.importer, Some(options)).await? else {
            return Ok(None);
        };
        let Some(folder) = Path::new(resolved.id.as_str()).parent() else { return Ok(None) };
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.iter().any(|known| known == folder) {
            folders.push(folder.to_owned());
        }
        let id = self.name(folder)?;
        let external = Some(true.into());
        Ok(Some(HookResolveIdOutput {
            external,
            normalize_external_id: Some(false),
            ..HookResolveIdOutput::from_id(id)
        }))
    }

    async fn load(&self, _: SharedLoadPluginContext, args: &HookLoadArgs<'_>) -> HookLoadReturn {
        let file = Path::new(args.id);
        if file.parent() != Some(&self.functions) || !args.id.contains(NAME) || file.exists() {
            return Ok(None);
        }
        Ok(Some(HookLoadOutput { code: EMPTY.into(), module_type: Some(ModuleType::Js), ..Default::default() }))
    }
}
