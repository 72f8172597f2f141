//! `--bundler` and `--no-cache`: how apps in folders and git revisions are opened.

use std::env;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::source::Bundler;

/// The folder of this program in the user's folder for caches.
const FOLDER: &str = "convex-ops";

/// Selects the bundler, and whether to use results of earlier runs.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct BundlerArgs {
    /// Bundler for project folders and git revisions
    #[arg(long, value_name = "BUNDLER", default_value = "auto", help_heading = "Apps")]
    bundler: BundlerChoice,

    /// Bundles and evaluates apps even if they are unchanged since an earlier run
    #[arg(long, help_heading = "Apps")]
    no_cache: bool,
}

impl BundlerArgs {
    /// Returns the folder for evaluations of earlier runs: in `XDG_CACHE_HOME`, `LOCALAPPDATA`, or `.cache` of the home
    /// folder.
    pub(super) fn cache(self) -> Option<PathBuf> {
        if self.no_cache {
            return None;
        }
        let named = |name| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
        let caches = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA"));
        let caches = caches.or_else(|| env::home_dir().map(|home| home.join(".cache")).filter(|it| it.is_absolute()));
        caches.map(|folder| folder.join(FOLDER))
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BundlerChoice {
    /// Convex's command if a Node that it supports is installed, else rolldown
    Auto,
    /// Convex's command, from the project's node_modules
    Convex,
    /// rolldown, in the program convex-ops-bundle: next to this program, on the PATH, or named by CONVEX_OPS_BUNDLE
    Rolldown,
}

impl From<BundlerArgs> for Bundler {
    fn from(args: BundlerArgs) -> Self {
        match args.bundler {
            BundlerChoice::Auto => Self::Auto,
            BundlerChoice::Convex => Self::Convex,
            BundlerChoice::Rolldown => Self::Rolldown,
        }
    }
}
