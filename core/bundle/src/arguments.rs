//! What the command is told.

use std::path::PathBuf;

use clap::Parser;

/// Bundles a Convex project into the request of a push, without Node
#[derive(Debug, Parser)]
#[command(name = env!("CARGO_PKG_NAME"), version)]
pub(crate) struct Arguments {
    /// The project's folder: the one with `convex/` and `package.json` in it
    pub(crate) folder: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}
