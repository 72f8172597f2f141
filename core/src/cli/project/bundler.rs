//! Arguments for folders and git revisions: `--bundler` and `--module-time`.

use std::time::Duration;

use clap::ValueEnum;

use crate::analysis::Limits;
use crate::source::Bundler;

/// Selects the bundler.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct BundlerArgs {
    /// Bundler for project folders and git revisions
    #[arg(long, value_name = "BUNDLER", default_value = "auto", help_heading = "Apps")]
    bundler: BundlerChoice,
}

/// Selects the bundler and the limits of the evaluation.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct AppArgs {
    #[command(flatten)]
    pub(super) bundler: BundlerArgs,

    /// Processor time that a module's code may take when it is loaded, in seconds; all of them may take six times as long
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..), help_heading = "Apps")]
    module_time: u32,
}

impl AppArgs {
    pub(super) fn limits(self) -> Limits {
        let module_time = Duration::from_secs(self.module_time.into());
        Limits { module_time, total_time: module_time.saturating_mul(6), ..Limits::default() }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BundlerChoice {
    /// Convex's command if Node is installed, else rolldown
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
