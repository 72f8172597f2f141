//! Stand-in for the tools for agents in builds without the feature `mcp`.

use super::exit::Exit;
use crate::error::{Error, ErrorKind, Result};

/// Serves the gate as tools for agents (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn run(_: &Args) -> Result<Exit> {
    Err(Error::new(ErrorKind::Unsupported, "cannot serve agents: built without the feature `mcp`")
        .help("install with `--features mcp`"))
}
