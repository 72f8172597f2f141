//! `convex-ops policy`, and the policy of the other commands: `convex-ops.toml`.

pub(super) mod accept;
mod check;
mod read;

use clap::{Args as ClapArgs, Subcommand};

use super::exit::Exit;
use crate::error::Result;
pub(super) use read::read;

/// Inspects the policy of a project
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Check(args) => check::run(args),
    }
}
