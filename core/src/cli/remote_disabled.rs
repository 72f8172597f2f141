//! Stand-in for the commands on a deployment in builds without the HTTP client.

use super::exit::Exit;
use crate::error::{Error, ErrorKind, Result};

/// A command that this build lacks.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Compares two deployments or apps by name (not in this build)
    Diff(Args),
    /// Lists, sets, removes and copies the environment variables of a deployment (not in this build)
    Env(Args),
    /// Lists, creates, rotates and deletes the deploy keys of a deployment (not in this build)
    Keys(Args),
    /// Lists, creates, downloads, restores and deletes the backups of a deployment (not in this build)
    Backups(Args),
    /// Exports the documents of a deployment to a zip (not in this build)
    Export(Args),
    /// Imports documents into a deployment (not in this build)
    Import(Args),
    /// Lists, creates and deletes the deployments of a project (not in this build)
    Deployments(Args),
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn run(_: &Command) -> Result<Exit> {
    Err(Error::new(ErrorKind::Unsupported, "cannot call a deployment: built without the feature `client`")
        .help("install with `--features cli,client`"))
}
