//! `convex-ops evaluate`: the child process that runs an app's code. Internal: not to be called by hand.

use crate::analysis::{Isolation, confine_process, serve_process};
use crate::cli::exit::Exit;
use crate::error::{Error, Result};

/// The name of the subcommand.
pub(in crate::cli) const EVALUATE: &str = "evaluate";

/// Runs an app's code in a child process of this program: code that never terminates can then be killed.
pub(in crate::cli) fn isolation() -> Result<Isolation> {
    let program =
        std::env::current_exe().map_err(|error| Error::io("cannot locate this program's executable", &error))?;
    Ok(Isolation::Process { program, args: vec![EVALUATE.to_owned()] })
}

/// Serves evaluation requests on standard input.
pub(in crate::cli) fn run() -> Result<Exit> {
    confine_process();
    serve_process(std::io::stdin(), std::io::stdout())?;
    Ok(Exit::Clean)
}
