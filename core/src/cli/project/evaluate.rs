//! `convex-ops evaluate`: the other end of a process in which an app's code runs. Nobody calls it by hand.

use crate::analysis::{Isolation, serve_process};
use crate::cli::exit::Exit;
use crate::error::{Error, Result};

/// The subcommand.
pub(in crate::cli) const EVALUATE: &str = "evaluate";

/// An app's code may never come to an end: it runs in a process of this same program, which can be ended.
pub(in crate::cli) fn isolation() -> Result<Isolation> {
    let program = std::env::current_exe().map_err(|error| Error::io("this program does not find itself", &error))?;
    Ok(Isolation::Process { program, args: vec![EVALUATE.to_owned()] })
}

/// Reads what to evaluate from standard input.
pub(in crate::cli) fn run() -> Result<Exit> {
    serve_process(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(Exit::Clean)
}
