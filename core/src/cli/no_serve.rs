//! `convex-ops serve`, in a build that can't.

use super::exit::Exit;
use crate::error::{Error, ErrorKind, Result};

/// Serves Convex's platform from this machine (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn run(_: &Args) -> Result<Exit> {
    Err(Error::new(ErrorKind::Unsupported, "this build has no server").help("build it with `--features cli,serve`"))
}
