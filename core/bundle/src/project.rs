//! A project's folder and configuration.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sugar_path::SugarPath as _;

use crate::area::Area;
use crate::paths;

/// Default folder of the functions.
const FUNCTIONS: &str = "convex/";

/// The package whose version is part of a push.
const CONVEX: &str = "convex";

/// A project.
#[derive(Debug)]
pub(crate) struct Project {
    /// Absolute path of its folder.
    pub(crate) folder: PathBuf,
    /// Absolute path of the functions folder.
    pub(crate) functions: PathBuf,
    /// The functions folder as named by the configuration.
    pub(crate) functions_name: String,
    /// Packages installed in Node instead of being bundled; `*` for all.
    pub(crate) external_packages: Vec<String>,
    /// The version of Node for `"use node"` modules.
    pub(crate) node_version: Option<String>,
    /// Includes the sources in source maps.
    pub(crate) sources_content: bool,
    /// The installed version of the package `convex`.
    pub(crate) convex_version: String,
    /// The files that may be bundled.
    pub(crate) area: Arc<Area>,
}

impl Project {
    /// Reads the configuration of a folder.
    pub(crate) fn open(folder: &Path, within: &[PathBuf]) -> Result<Self> {
        let folder = fs::canonicalize(folder).with_context(|| format!("cannot open `{}`", folder.display()))?;
        let config = folder.join("convex.json");
        let config: Config = if config.exists() { read_json(&config)? } else { Config::default() };
        let functions_name = config.functions.unwrap_or_else(|| FUNCTIONS.to_owned());
        if functions_name.starts_with(['/', '\\']) || Path::new(&functions_name).is_absolute() {
            bail!("invalid functions folder `{functions_name}` in `convex.json`: it is absolute");
        }
        let functions = folder.join(&functions_name).normalize().into_owned();
        if !functions.is_dir() {
            bail!("folder `{functions_name}` not found in `{}`", folder.display());
        }
        Ok(Self {
            convex_version: convex_version(&folder)?,
            area: Arc::new(Area::open(within)?),
            folder,
            functions,
            functions_name,
            external_packages: config.node.external_packages,
            node_version: config.node.node_version,
            sources_content: config.bundler.include_sources_content,
        })
    }

    /// Returns the definition path of a component: the relative path of its folder.
    pub(crate) fn definition_path(&self, folder: &Path) -> Result<String> {
        paths::between(&self.functions, folder)
    }

    /// Returns several definition paths.
    pub(crate) fn definition_paths(&self, folders: &[PathBuf]) -> Result<Vec<String>> {
        folders.iter().map(|folder| self.definition_path(folder)).collect()
    }

    /// Formats a path for messages.
    pub(crate) fn display(&self, file: &Path) -> String {
        paths::between(&self.folder, file).unwrap_or_else(|_| file.display().to_string())
    }
}

/// Returns the version of the package `convex` that the project imports.
fn convex_version(folder: &Path) -> Result<String> {
    let package = installed(CONVEX, folder).with_context(|| {
        format!(
            "the package `{CONVEX}` is not installed in `{}`: install the project's dependencies first",
            folder.display()
        )
    })?;
    Package::read(&package)?.version.with_context(|| format!("version of `{}` not found", package.display()))
}

/// Resolves a package imported in `folder` to its folder.
pub(crate) fn installed(package: &str, folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join("node_modules").join(package)).find(|folder| folder.exists())
}

/// The relevant parts of a `package.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Package {
    pub(crate) version: Option<String>,
    #[serde(default)]
    pub(crate) dependencies: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) dev_dependencies: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) peer_dependencies: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) optional_dependencies: BTreeMap<String, String>,
}

impl Package {
    /// Reads the `package.json` of a package's folder.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        read_json(&folder.join("package.json"))
    }
}

fn read_json<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).with_context(|| format!("invalid `{}`", file.display()))
}

/// The relevant parts of a `convex.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Config {
    functions: Option<String>,
    node: NodeConfig,
    bundler: BundlerConfig,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct NodeConfig {
    external_packages: Vec<String>,
    node_version: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct BundlerConfig {
    include_sources_content: bool,
}
