//! Stand-in for `convex-ops serve` in builds without the server.

use super::exit::Exit;
use crate::error::{Error, ErrorKind, Result};

/// Serves Convex's platform locally (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn run(_: &Args) -> Result<Exit> {
    Err(Error::new(ErrorKind::Unsupported, "cannot serve: built without the feature `serve`")
        .help("install with `--features cli,serve`"))
}
