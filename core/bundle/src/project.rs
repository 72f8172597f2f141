//! A project's folder, and what its configuration says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sugar_path::SugarPath as _;

use crate::paths;

/// Where the functions are unless `convex.json` says otherwise.
const FUNCTIONS: &str = "convex/";

/// The package whose version a push names.
const CONVEX: &str = "convex";

/// A project.
#[derive(Debug)]
pub(crate) struct Project {
    /// Its folder, in full.
    pub(crate) folder: PathBuf,
    /// The folder of its functions, in full.
    pub(crate) functions: PathBuf,
    /// The same as the configuration names it.
    pub(crate) functions_name: String,
    /// The packages that are installed for Node and not bundled; `*` for all.
    pub(crate) external_packages: Vec<String>,
    /// The version of Node that `"use node"` modules run in.
    pub(crate) node_version: Option<String>,
    /// Whether source maps hold the sources too.
    pub(crate) sources_content: bool,
    /// The version of the package `convex` that is installed.
    pub(crate) convex_version: String,
}

impl Project {
    /// Reads what a folder's configuration says.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let folder = fs::canonicalize(folder).with_context(|| format!("`{}` can't be opened", folder.display()))?;
        let config = folder.join("convex.json");
        let config: Config = if config.exists() { read_json(&config)? } else { Config::default() };
        let functions_name = config.functions.unwrap_or_else(|| FUNCTIONS.to_owned());
        let functions = folder.join(&functions_name).normalize().into_owned();
        if !functions.is_dir() {
            bail!("there is no folder `{functions_name}` in `{}`", folder.display());
        }
        Ok(Self {
            convex_version: convex_version(&folder)?,
            folder,
            functions,
            functions_name,
            external_packages: config.node.external_packages,
            node_version: config.node.node_version,
            sources_content: config.bundler.include_sources_content,
        })
    }

    /// What a component's definition is called: the way to its folder.
    pub(crate) fn definition_path(&self, folder: &Path) -> Result<String> {
        paths::between(&self.functions, folder)
    }

    /// What several are called.
    pub(crate) fn definition_paths(&self, folders: &[PathBuf]) -> Result<Vec<String>> {
        folders.iter().map(|folder| self.definition_path(folder)).collect()
    }

    /// A file as a message names it.
    pub(crate) fn shown(&self, file: &Path) -> String {
        paths::between(&self.folder, file).unwrap_or_else(|_| file.display().to_string())
    }
}

/// The version of the package `convex` that the project's modules import.
fn convex_version(folder: &Path) -> Result<String> {
    let package = installed(CONVEX, folder).with_context(|| {
        format!(
            "the package `{CONVEX}` is not installed in `{}`: install what the project depends on first",
            folder.display()
        )
    })?;
    Package::read(&package)?.version.with_context(|| format!("`{}` has no version", package.display()))
}

/// The folder of an installed package, as whoever imports it in `folder` finds it.
pub(crate) fn installed(package: &str, folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join("node_modules").join(package)).find(|folder| folder.exists())
}

/// What of a `package.json` matters here.
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
    let text = fs::read_to_string(file).with_context(|| format!("`{}` can't be read", file.display()))?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).with_context(|| format!("`{}` is not as it should be", file.display()))
}

/// What of a `convex.json` matters here.
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
