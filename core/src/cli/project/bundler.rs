//! `--bundler`: selects the bundler for folders and git revisions.

use clap::ValueEnum;

use crate::source::Bundler;

/// Selects the bundler.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct BundlerArgs {
    /// Bundler for project folders and git revisions
    #[arg(long, value_name = "BUNDLER", default_value = "auto", help_heading = "Apps")]
    bundler: BundlerChoice,
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
