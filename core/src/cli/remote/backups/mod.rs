//! `convex-ops backups`: the backups of a deployment.

mod create;
mod download;
mod list;
mod restore;

use super::change::ConfirmArgs;
use super::output::OutputArgs;
use crate::cli::deployment::TargetArgs;
use crate::cli::exit::Exit;
use crate::error::{Error, Result};
use crate::model::CloudBackupId;

/// Lists, creates, downloads, restores and deletes the backups of a deployment, with a member's token
#[derive(Debug, clap::Args)]
#[command(after_help = super::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::HELP))]
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

/// The arguments that all of them share.
#[derive(Debug, clap::Args)]
struct Shared {
    #[command(flatten)]
    target: TargetArgs,

    #[command(flatten)]
    output: OutputArgs,
}

/// The arguments that all changes share.
#[derive(Debug, clap::Args)]
struct Change {
    #[command(flatten)]
    confirm: ConfirmArgs,

    #[command(flatten)]
    shared: Shared,
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

/// A backup: its ID, or the newest that is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Latest,
    Id(CloudBackupId),
}

fn which(text: &str) -> Result<Which> {
    if text == "latest" {
        return Ok(Which::Latest);
    }
    serde_json::from_str(text).map(Which::Id).map_err(|_| {
        Error::invalid_input(format!("invalid backup `{}`", text.escape_debug()))
            .help("use a number of `convex-ops backups list`, or `latest`")
    })
}
