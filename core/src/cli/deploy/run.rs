//! `convex-ops deploy`: deploys an app, if the gate lets it pass.

use clap::ValueHint;

use super::environment;
use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::interrupt;
use crate::cli::project;
use crate::deployment_selection::Command;
use crate::error::Result;
use crate::handles::ChangeKind;
use crate::release::Deploying as _;
use crate::threads::runtime;

/// Deploys an app, if the gate lets it pass
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = super::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::HELP))]
pub(in crate::cli) struct Args {
    /// Project folder, git revision of it (`git:main`), push request, or artifact
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    app: Input,

    #[command(flatten)]
    target: TargetArgs,

    /// Message for Convex's audit log and the releases [default: the service that deploys, with the commit]
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,

    /// Prints the URL of the deployment alone on standard output
    #[arg(long, conflicts_with = "json", help_heading = "Output")]
    print_url: bool,

    #[command(flatten)]
    release: ReleaseArgs,
}

const ABOUT: &str = "\
Deploys an app, if the gate lets it pass: reads what is live, checks the app against it with the stored documents and \
scheduled calls, pushes, waits for schemas and indexes, and reads what is live again to verify it.

The deployment is chosen as by `npx convex deploy`: CONVEX_DEPLOY_KEY, or the project's production deployment. A refused app \
leaves no trace on the deployment.";

const EXAMPLES: &str = "\
Examples:
  # On merge, with a production deploy key in CONVEX_DEPLOY_KEY
  convex-ops deploy --message \"$GIT_SHA\"

  # Only check
  convex-ops deploy --dry-run

  # An artifact that was built before, to the project's production deployment
  convex-ops bundle --output app.json
  convex-ops deploy app.json --prod --confirm happy-otter-123";

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let cancel = interrupt::token();
    let chosen = runtime().block_on(choose(&args.target, Command::Deploy, !args.release.dry_run))?;
    args.release.output.announce(&chosen)?;
    let handle = args.release.handle(&chosen, &args.release.confirm, ChangeKind::Ordinary)?;
    let artifact = project::open_artifact(&args.app, args.release.apps, args.release.output.quiet, &cancel)?;
    let candidate = || project::open_one(&args.app, args.release.apps, &Environment::default(), true, &cancel);
    let gate = args.release.gate.options(args.release.apps, &cancel, candidate)?;
    let mut deploy = handle.deploy(&artifact);
    if let Some(message) = environment::message(args.message.as_deref()) {
        deploy = deploy.message(message);
    }
    if let Some(source) = environment::source() {
        deploy = deploy.source(source);
    }
    args.release.run(&chosen.name, deploy, gate, args.print_url)
}
