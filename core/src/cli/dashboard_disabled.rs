//! Stand-in for `convex-ops dashboard` in builds without the server or the client.

use super::exit::Exit;
use crate::error::{Error, ErrorKind, Result};

/// Opens a page for teams, projects, deployments and checks (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn run(_: &Args) -> Result<Exit> {
    Err(Error::new(
        ErrorKind::Unsupported,
        "cannot open the dashboard: built without the features `client` and `serve`",
    )
    .help("install with `--features cli,dashboard`"))
}
