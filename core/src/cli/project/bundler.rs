//! Arguments for folders and git revisions: which bundler, how they are evaluated, and when they are cached.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;

use crate::analysis::EvaluationLimits;
use crate::source::Bundler;

/// The folder of this program in the user's folder for caches.
const FOLDER: &str = "convex-ops";

/// Selects the bundler.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct BundlerArgs {
    /// Bundler for project folders and git revisions
    #[arg(long, value_name = "BUNDLER", default_value = "auto", help_heading = "Apps")]
    bundler: BundlerChoice,
}

/// Selects the bundler, the limits of the evaluation, and if results of earlier runs are used.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct AppArgs {
    #[command(flatten)]
    pub(super) bundler: BundlerArgs,

    /// Processor time that a module's code may take when it is loaded, in seconds; all of them may take six times as long
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..), help_heading = "Apps")]
    module_time: u32,

    /// How `"use node"` modules are evaluated: without their packages, or in Node with those that are installed, without a
    /// network and with few files, which takes Linux
    #[arg(long, value_name = "HOW", default_value = "stand-ins", help_heading = "Apps")]
    node_modules: NodeModulesChoice,

    /// Treats the code as a stranger's: refuses to run Node modules, and to bundle where the operating system cannot
    /// confine the bundler
    #[arg(long, help_heading = "Apps")]
    pub(super) untrusted: bool,

    /// Bundles and evaluates apps even if they are unchanged since an earlier run
    #[arg(long, help_heading = "Apps")]
    no_cache: bool,
}

impl AppArgs {
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

    /// Checks if Node modules run in Node.
    pub(super) fn runs_node(self) -> bool {
        matches!(self.node_modules, NodeModulesChoice::Run)
    }

    pub(super) fn limits(self) -> EvaluationLimits {
        let module_time = Duration::from_secs(self.module_time.into());
        EvaluationLimits { module_time, total_time: module_time.saturating_mul(6), ..EvaluationLimits::default() }
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum NodeModulesChoice {
    /// Evaluates them with stand-ins for packages that are not bundled
    StandIns,
    /// Runs them in Node with their packages: only for code that you trust
    Run,
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
