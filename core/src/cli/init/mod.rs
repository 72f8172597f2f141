//! `convex-ops init`: files that a project starts with.

mod ci;
mod packages;
mod provider;
mod write;

use super::exit::Exit;
use crate::error::Result;

/// Writes files that a project starts with
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Ci(ci::Args),
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.action {
        Action::Ci(args) => ci::run(args),
    }
}
