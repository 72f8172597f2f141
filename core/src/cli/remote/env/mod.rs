//! `convex-ops env`: the environment variables of a deployment.

mod copy;
mod list;
mod set;

use crate::cli::exit::Exit;
use crate::error::Result;

/// Lists, sets, removes and copies the environment variables of a deployment
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lists the names; values only with `--values`
    List(list::Args),
    /// Prints the value of a variable
    Get(list::GetArgs),
    /// Sets variables
    Set(set::Args),
    /// Removes variables
    #[command(visible_alias = "remove")]
    Unset(set::UnsetArgs),
    /// Copies variables from another deployment
    Copy(copy::Args),
}

const EXAMPLES: &str = "\
Examples:
  convex-ops env list --deployment prod
  convex-ops env set SITE_URL=https://todo.example LOG_LEVEL=debug --deployment dev

  # From a pipe, so that the value is in no history
  printf %s \"$KEY\" | convex-ops env set STRIPE_KEY --deployment dev

  # Show which variables would be copied, then copy them
  convex-ops env copy --from prod --deployment dev
  convex-ops env copy --from prod --deployment dev --only SITE_URL --yes";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.action {
        Action::List(args) => list::run(args),
        Action::Get(args) => list::get(args),
        Action::Set(args) => set::run(args),
        Action::Unset(args) => set::unset(args),
        Action::Copy(args) => copy::run(args),
    }
}
