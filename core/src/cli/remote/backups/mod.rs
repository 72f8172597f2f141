//! `convex-ops backups`: the backups of a deployment.

mod create;
mod download;
mod list;
mod restore;
mod which;

use crate::cli::exit::Exit;
use crate::cli::remote::shared::Shared;
use crate::error::Result;

/// Lists, creates, downloads, restores and deletes the backups of a deployment, with a member's token
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lists the backups, newest first
    List(Shared),
    /// Creates a backup and waits until it is complete
    Create(create::Args),
    /// Downloads a backup as a zip, as `npx convex export` writes it
    Download(download::Args),
    /// Replaces all documents of the deployment with those of a backup, which may be of another deployment of the team
    Restore(restore::Args),
    /// Deletes a backup
    Delete(list::DeleteArgs),
}

const EXAMPLES: &str = "\
Examples:
  convex-ops backups create --deployment prod --include-storage
  convex-ops backups list --deployment prod
  convex-ops backups download 42 --output backup.zip --deployment prod

  # The newest backup of production, into the own development deployment
  convex-ops backups restore latest --from prod --deployment dev";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.action {
        Action::List(args) => list::run(args),
        Action::Create(args) => create::run(args),
        Action::Download(args) => download::run(args),
        Action::Restore(args) => restore::run(args),
        Action::Delete(args) => list::delete(args),
    }
}
