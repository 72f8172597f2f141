//! `convex-ops keys`: the deploy keys of a deployment.

mod create;
mod list;
mod preset;
mod rotate;

use crate::cli::exit::Exit;
use crate::cli::remote::shared::Shared;
use crate::error::Result;

/// Lists, creates, rotates and deletes the deploy keys of a deployment, with a member's token
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lists the keys, without their secrets
    List(Shared),
    /// Creates a key and prints it, which is possible only once
    Create(create::Args),
    /// Replaces a key by a new one, and deletes the previous one once the new one is installed
    Rotate(rotate::Args),
    /// Deletes a key
    Delete(list::DeleteArgs),
}

const EXAMPLES: &str = "\
Examples:
  convex-ops keys list --deployment prod

  # A key that can read what is live, for checks of pull requests
  convex-ops keys create pull-requests --preset pr-gate --deployment prod --confirm happy-otter-123

  # Rotate; the command receives the new key on standard input
  convex-ops keys rotate ci --deployment prod --confirm happy-otter-123 --install 'gh secret set CONVEX_DEPLOY_KEY'";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.action {
        Action::List(args) => list::run(args),
        Action::Create(args) => create::run(args),
        Action::Rotate(args) => rotate::run(args),
        Action::Delete(args) => list::delete(args),
    }
}
