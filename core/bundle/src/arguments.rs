//! The arguments of the command.

use std::path::PathBuf;

use clap::Parser;

/// Bundles a Convex project into a push request, without Node
#[derive(Debug, Parser)]
#[command(name = env!("CARGO_PKG_NAME"), version)]
pub(crate) struct Arguments {
    /// Project folder: the one with `convex/` and `package.json` in it
    pub(crate) folder: PathBuf,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}
