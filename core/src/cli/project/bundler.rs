//! `--bundler`: who makes the modules of what is a folder or a git revision.

use clap::ValueEnum;

use crate::source::Bundler;

/// Who bundles.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct BundlerArgs {
    /// Who bundles a project's folder or a git revision of it
    #[arg(long, value_name = "WHO", default_value = "auto", help_heading = "Apps")]
    bundler: Choice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Choice {
    /// Convex's own command where Node is there, and rolldown where it isn't
    Auto,
    /// Convex's own command, from the project's node_modules
    Convex,
    /// rolldown, in the program convex-ops-bundle: beside this one, on the path, or as CONVEX_OPS_BUNDLE names it
    Rolldown,
}

impl From<BundlerArgs> for Bundler {
    fn from(args: BundlerArgs) -> Self {
        match args.bundler {
            Choice::Auto => Self::Auto,
            Choice::Convex => Self::Convex,
            Choice::Rolldown => Self::Rolldown,
        }
    }
}
