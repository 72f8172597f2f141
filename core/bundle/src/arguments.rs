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
    /// File to write with the list of the bundled files, in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) inputs: Option<PathBuf>,
    /// Ends when standard input ends, as it does with the process that writes to it
    #[arg(long)]
    pub(crate) until_input_ends: bool,
    /// Folder whose files may be bundled; repeatable. Without it, all files may
    #[arg(long, value_name = "FOLDER")]
    pub(crate) within: Vec<PathBuf>,
}
