//! Runs rolldown, with the options that Convex's command passes to esbuild.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use rolldown::{
    Bundler, BundlerOptions, BundlerTransformOptions, CodeSplittingMode, Either, HashCharacters, InputItem, JsxOptions, OutputFormat,
    Platform, PreserveEntrySignatures, ResolveOptions, SourceMapType, TsConfig,
};
use rolldown_common::Output;
use rolldown_error::{BatchedBuildDiagnostic, BuildDiagnostic, DiagnosticOptions, EventKind};
use rolldown_plugin::__inner::SharedPluginable;

use crate::entry_points::EntryPoint;
use crate::paths;
use crate::project::Project;
use crate::request::{Environment, Module};

/// Maximum number of reported errors.
const MAX_ERRORS: usize = 10;

/// Help for modules that import packages missing in Convex's runtime.
const USE_NODE: &str = "\n\nstart modules that use Node's packages with \"use node\"; they may contain actions only";

/// Entry points and options of a build.
pub(crate) struct Build<'a> {
    pub(crate) project: &'a Project,
    pub(crate) entries: &'a [EntryPoint],
    pub(crate) environment: Environment,
    /// Moves code shared by several modules to separate chunks.
    pub(crate) splitting: bool,
    pub(crate) plugins: Vec<SharedPluginable>,
}

impl Build<'_> {
    /// Bundles the entry points and returns the modules sorted by path.
    pub(crate) async fn run(&self) -> Result<Vec<Module>> {
        if self.entries.is_empty() {
            return Ok(Vec::new());
        }
        let failed = match self.modules(TsConfig::Auto(true)).await {
            Ok(modules) => return Ok(modules),
            Err(failed) => failed,
        };
        // The TypeScript configuration may extend a missing file that a framework generates. Retry without it.
        let is_of_configuration =
            |failed: &BuildDiagnostic| matches!(failed.kind(), EventKind::TsConfigError | EventKind::ResolveError);
        if failed.iter().any(is_of_configuration)
            && let Ok(modules) = self.modules(TsConfig::Auto(false)).await
        {
            return Ok(modules);
        }
        bail!(self.describe(&failed))
    }

    async fn modules(&self, typescript: TsConfig) -> Result<Vec<Module>, BatchedBuildDiagnostic> {
        let mut bundler = Bundler::with_plugins(self.options(typescript)?, self.plugins.clone())?;
        let output = bundler.generate().await?;
        // rolldown only warns about unresolved imports and leaves them in the bundle.
        let is_unresolved = |warning: &BuildDiagnostic| matches!(warning.kind(), EventKind::UnresolvedImport);
        let unresolved: Vec<_> = output.warnings.into_iter().filter(is_unresolved).collect();
        if unresolved.is_empty() { Ok(self.collect(output.assets)) } else { Err(unresolved.into()) }
    }

    fn collect(&self, outputs: Vec<Output>) -> Vec<Module> {
        let mut modules = Vec::new();
        for output in outputs {
            let Output::Chunk(chunk) = output else { continue };
            modules.push(Module {
                path: chunk.filename.to_string(),
                source: chunk.code.clone(),
                // `None` if the module only re-exports.
                source_map: chunk.map.as_ref().map(|map| map.to_json_string()),
                environment: self.environment,
            });
        }
        modules.sort_by(|a, b| a.path.cmp(&b.path));
        modules
    }

    fn options(&self, typescript: TsConfig) -> Result<BundlerOptions> {
        let node = self.environment == Environment::Node;
        let input = |entry: &EntryPoint| -> Result<InputItem> {
            Ok(InputItem { name: Some(entry.name.clone()), import: paths::text(&entry.file)?.to_owned() })
        };
        Ok(BundlerOptions {
            input: Some(self.entries.iter().map(input).collect::<Result<_>>()?),
            cwd: Some(self.project.folder.clone()),
            platform: Some(if node { Platform::Node } else { Platform::Browser }),
            format: Some(OutputFormat::Esm),
            // Nothing is written there; source maps use paths relative to it.
            dir: Some("out".to_owned()),
            entry_filenames: Some("[name].js".to_owned().into()),
            // Convex accepts no `-` in paths.
            hash_characters: Some(HashCharacters::Hex),
            chunk_filenames: Some(if node { "_deps/node/[hash].js" } else { "_deps/[hash].js" }.to_owned().into()),
            sourcemap: Some(SourceMapType::Hidden),
            sourcemap_exclude_sources: Some(!self.project.sources_content),
            code_splitting: Some(CodeSplittingMode::Bool(self.splitting)),
            preserve_entry_signatures: Some(PreserveEntrySignatures::Strict),
            keep_names: Some(true),
            define: Some([("process.env.NODE_ENV".to_owned(), "\"production\"".to_owned())].into_iter().collect()),
            resolve: Some(ResolveOptions {
                condition_names: Some(vec!["convex".to_owned(), "module".to_owned()]),
                ..ResolveOptions::default()
            }),
            // Overrides the TypeScript configuration.
            transform: Some(BundlerTransformOptions {
                jsx: Some(Either::Right(JsxOptions { runtime: Some("automatic".to_owned()), ..JsxOptions::default() })),
                ..BundlerTransformOptions::default()
            }),
            tsconfig: Some(typescript),
            ..BundlerOptions::default()
        })
    }

    /// Formats errors with file, line and source.
    fn describe(&self, diagnostics: &[BuildDiagnostic]) -> String {
        let options = DiagnosticOptions { cwd: self.project.folder.clone() };
        let text = |one: &BuildDiagnostic| one.to_diagnostic_with(&options).convert_to_string(false);
        let mut errors: Vec<_> =
            diagnostics.iter().take(MAX_ERRORS).map(|one| text(one).trim_end().to_owned()).collect();
        if diagnostics.len() > MAX_ERRORS {
            errors.push(format!("and {} more", diagnostics.len() - MAX_ERRORS));
        }
        let needs_node = self.environment == Environment::Isolate && errors.iter().any(|text| is_about_node(text));
        let hint = if needs_node { USE_NODE } else { "" };
        format!("cannot bundle the modules:\n{}{hint}", errors.join("\n"))
    }
}

/// Checks if an error is about a built-in package of Node.
fn is_about_node(text: &str) -> bool {
    const PACKAGES: [&str; 22] = [
        "assert",
        "buffer",
        "child_process",
        "cluster",
        "crypto",
        "dns",
        "events",
        "fs",
        "http",
        "http2",
        "https",
        "module",
        "net",
        "os",
        "path",
        "process",
        "stream",
        "tls",
        "url",
        "util",
        "worker_threads",
        "zlib",
    ];
    let Some((_, rest)) = text.split_once("Could not resolve '") else { return false };
    let specifier = rest.split('\'').next().unwrap_or_default();
    let package = specifier.split('/').next().unwrap_or_default();
    specifier.starts_with("node:") || PACKAGES.contains(&package)
}

/// Returns the single entry point of a build.
pub(crate) fn single(folder: &Path, file: PathBuf) -> Result<[EntryPoint; 1]> {
    Ok([EntryPoint::of(folder, file)?])
}
