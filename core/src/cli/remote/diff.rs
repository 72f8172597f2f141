//! `convex-ops diff`: compares two places by name.

use super::output::OutputArgs;
use super::place::read;
use crate::cancel::Cancel;
use crate::cli::deployment::TargetArgs;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::project::AppArgs;
use crate::error::Result;
use crate::parity::{Difference, compare};

/// Compares two deployments or apps: the names of variables, indexes, functions, crons, components, auth providers and keys
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = HELP, after_long_help = format!("{EXAMPLES}\n\n{HELP}"))]
pub(in crate::cli) struct Args {
    /// A deployment, by its selector; `live` for the one that the environment chooses; or an app: `.`, `./folder`, `git:main`,
    /// `app.json`
    #[arg(value_name = "FIRST")]
    first: String,

    /// The other one
    #[arg(value_name = "SECOND")]
    second: String,

    /// File of `NAME=value` lines, in place of the environment, `.env.local` and `.env`
    #[arg(long, value_name = "FILE", help_heading = "Deployment")]
    env_file: Option<String>,

    #[command(flatten)]
    apps: AppArgs,

    #[command(flatten)]
    output: OutputArgs,
}

const ABOUT: &str = "\
Compares two deployments or apps by name: environment variables, auth providers, components, tables, indexes, functions, \
HTTP routes, crons and deploy keys. It prints no values and changes nothing.

Deploy keys are compared by a member's token. Parts that a place does not show are listed as not compared.";

const EXAMPLES: &str = "\
Examples:
  # Variables that staging has and production lacks
  convex-ops diff staging prod

  # The app in this folder and what is live, with a key in CONVEX_DEPLOY_KEY
  convex-ops diff . live --json";

const HELP: &str = "\
Exit codes:
    0  no difference
    1  differences
    2  invalid input or another error; details are on standard error
    3  a deployment could not be reached
  130  interrupted by a signal, such as Ctrl-C";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let target = TargetArgs::of_env_file(args.env_file.clone());
    let difference = difference([&args.first, &args.second], &target, args.apps, &interrupt::token())?;
    args.output.print(&difference, || difference.to_string())?;
    Ok(if difference.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// Reads two places and compares them.
pub(in crate::cli) fn difference(
    places: [&str; 2],
    target: &TargetArgs,
    apps: AppArgs,
    cancel: &Cancel,
) -> Result<Difference> {
    let [first, second] = places;
    let first = read(first, target, apps, cancel)?;
    cancel.check()?;
    Ok(compare(&first, &read(second, target, apps, cancel)?))
}
