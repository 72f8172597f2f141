//! Stand-ins for modules that are not bundled: packages of other environments, WebAssembly, and generated files.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rolldown_common::ModuleType;
use rolldown_plugin::{
    HookLoadArgs, HookLoadOutput, HookLoadReturn, HookResolveIdArgs, HookResolveIdOutput, HookResolveIdReturn,
    HookUsage, Plugin, PluginContext, PluginContextResolveOptions, SharedLoadPluginContext,
};
use sugar_path::SugarPath as _;

use crate::externals::Externals;
use crate::request::Environment;
use crate::{generated, paths};

/// Prefix of the names of modules without files.
const PREFIX: &str = "\0stand-in:";

/// A package that fails in browsers with Next.js. It is empty here.
const SERVER_ONLY: &str = "server-only";

/// Globals of Convex's runtime.
const ASYNC_HOOKS: &str = "\
export const AsyncLocalStorage = globalThis.AsyncLocalStorage;
export const AsyncResource = globalThis.AsyncResource;
export default { AsyncLocalStorage, AsyncResource };
";

/// A plugin that resolves and loads stand-ins.
#[derive(Debug)]
pub(crate) struct StandIns {
    /// The environment of the modules.
    pub(crate) environment: Environment,
    /// The folder of the functions.
    pub(crate) functions: PathBuf,
    /// Packages imported at run time.
    pub(crate) externals: Externals,
    /// External packages imported so far.
    pub(crate) referenced: Mutex<BTreeSet<String>>,
}

impl StandIns {
    /// Returns the name of the stand-in for a specifier.
    fn without_file(&self, specifier: &str) -> Option<String> {
        let isolate = self.environment == Environment::Isolate;
        match specifier {
            SERVER_ONLY => Some(format!("{PREFIX}{SERVER_ONLY}")),
            "async_hooks" | "node:async_hooks" if isolate => Some(format!("{PREFIX}async_hooks")),
            _ => None,
        }
    }

    /// Checks if a specifier is external and records its package.
    fn mark_external(&self, specifier: &str, folder: &Path) -> bool {
        let Some(package) = self.externals.named_by(specifier, folder) else { return false };
        self.referenced.lock().unwrap_or_else(PoisonError::into_inner).insert(package.to_owned());
        true
    }

    /// Returns the generated file of a specifier, if it is missing.
    async fn generated(&self, context: &PluginContext, args: &HookResolveIdArgs<'_>, folder: &Path) -> Option<PathBuf> {
        if args.specifier.starts_with('.') {
            return generated::missing(&folder.join(args.specifier).normalize());
        }
        // The TypeScript configuration may define an alias for the folder.
        let (_, name) = args.specifier.rsplit_once(&format!("{}/", generated::FOLDER))?;
        let file = generated::missing(&self.functions.join(generated::FOLDER).join(name))?;
        let options = PluginContextResolveOptions { import_kind: args.kind, ..Default::default() };
        let found = context.resolve(args.specifier, args.importer, Some(options)).await;
        (!matches!(found, Ok(Ok(_)))).then_some(file)
    }
}

impl Plugin for StandIns {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("stand-ins")
    }

    fn register_hook_usage(&self) -> HookUsage {
        HookUsage::ResolveId | HookUsage::Load
    }

    async fn resolve_id(&self, context: &PluginContext, args: &HookResolveIdArgs<'_>) -> HookResolveIdReturn {
        let Some(folder) = args.importer.and_then(|importer| Path::new(importer).parent()) else { return Ok(None) };
        if let Some(id) = self.without_file(args.specifier) {
            return Ok(Some(HookResolveIdOutput::from_id(id)));
        }
        if self.mark_external(args.specifier, folder) {
            let external = Some(true.into());
            return Ok(Some(HookResolveIdOutput { external, ..HookResolveIdOutput::from_id(args.specifier) }));
        }
        match self.generated(context, args, folder).await {
            Some(file) => Ok(Some(HookResolveIdOutput::from_id(paths::text(&file)?))),
            None => Ok(None),
        }
    }

    async fn load(&self, _: SharedLoadPluginContext, args: &HookLoadArgs<'_>) -> HookLoadReturn {
        let file = Path::new(args.id);
        let code = match args.id.strip_prefix(PREFIX) {
            Some(SERVER_ONLY) => String::new(),
            Some(_) => ASYNC_HOOKS.to_owned(),
            None if args.id.ends_with(".wasm") => web_assembly(file)?,
            None => match generated::source(file).filter(|_| !file.exists()) {
                Some(source) => source.to_owned(),
                None => return Ok(None),
            },
        };
        Ok(Some(HookLoadOutput { code: code.into(), module_type: Some(ModuleType::Js), ..Default::default() }))
    }
}

/// Returns a module with the compiled WebAssembly as default export, like Convex's command.
fn web_assembly(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    Ok(format!(
        "const bytes = Uint8Array.from(atob(\"{}\"), (character) => character.charCodeAt(0));\n\
         export default new WebAssembly.Module(bytes);\n",
        STANDARD.encode(bytes)
    ))
}
