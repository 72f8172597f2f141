//! `convex-ops evaluate`: the child process that runs an app's code. Internal: not to be called by hand.

use std::path::PathBuf;

use crate::analysis::{Isolation, confine_process, run_node_process, serve_process};
use crate::cli::exit::Exit;
use crate::error::{Error, Result};
use crate::source::NodeModules;

/// The name of the subcommand.
pub(in crate::cli) const EVALUATE: &str = "evaluate";

/// The name of the subcommand that becomes Node.
pub(in crate::cli) const RUN_NODE: &str = "run-node";

/// Runs Node modules in a child process of this program, which gives up its rights and becomes Node.
pub(in crate::cli) fn node_modules() -> Result<NodeModules> {
    Ok(NodeModules::Run { program: this_program()?, args: vec![RUN_NODE.to_owned()] })
}

/// The folder of a job for Node.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RunNodeArgs {
    folder: PathBuf,
}

/// Becomes Node.
pub(in crate::cli) fn run_node(args: &RunNodeArgs) -> Result<Exit> {
    Err(run_node_process(&args.folder))
}

/// Runs an app's code in a child process of this program: code that never terminates can then be killed.
pub(in crate::cli) fn isolation() -> Result<Isolation> {
    Ok(Isolation::Process { program: this_program()?, args: vec![EVALUATE.to_owned()] })
}

fn this_program() -> Result<PathBuf> {
    std::env::current_exe().map_err(|error| Error::io("cannot locate this program's executable", &error))
}

/// Serves evaluation requests on standard input.
pub(in crate::cli) fn run() -> Result<Exit> {
    confine_process();
    serve_process(std::io::stdin(), std::io::stdout())?;
    Ok(Exit::Clean)
}
