//! The commands that read and change a deployment: its data, variables, keys and backups.

mod backups;
mod change;
mod deployments;
mod diff;
mod env;
mod export;
mod help;
mod import;
mod keys;
mod output;
mod place;
mod shared;
mod target;
mod times;

use super::exit::Exit;
use crate::error::Result;
#[cfg(feature = "mcp")]
pub(super) use diff::difference;

/// A command on a deployment.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    Diff(diff::Args),
    Env(env::Args),
    Keys(keys::Args),
    Backups(backups::Args),
    Export(export::Args),
    Import(import::Args),
    Deployments(deployments::Args),
}

pub(super) fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Diff(args) => diff::run(args),
        Command::Env(args) => env::run(args),
        Command::Keys(args) => keys::run(args),
        Command::Backups(args) => backups::run(args),
        Command::Export(args) => export::run(args),
        Command::Import(args) => import::run(args),
        Command::Deployments(args) => deployments::run(args),
    }
}
