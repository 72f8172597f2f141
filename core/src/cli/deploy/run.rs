//! `convex-ops deploy`: deploys an app, if the gate lets it pass.

use clap::ValueHint;

use super::build_command::{BuildArgs, BuildOutput};
use super::environment;
use super::preview::PreviewArgs;
use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, ToDeploy, choose_to_deploy};
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::interrupt;
use crate::cli::project;
use crate::error::Result;
use crate::handles::ChangeKind;
use crate::release::{Deploying as _, check_rights};
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

    #[command(flatten)]
    preview: PreviewArgs,

    #[command(flatten)]
    build: BuildArgs,

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
leaves no trace on the deployment.

With `--cmd`, a command runs before the app is bundled, such as the build of the web app. The URLs of the deployment are in its environment, under the names of the framework: VITE_CONVEX_URL and VITE_CONVEX_SITE_URL for Vite.

With a preview deploy key in CONVEX_DEPLOY_KEY, the app goes to the preview of the branch that Vercel, Netlify, Cloudflare, GitHub or GitLab builds, or of `--preview-name` or `--preview-create`.";

const EXAMPLES: &str = "\
Examples:
  # On merge, with a production deploy key in CONVEX_DEPLOY_KEY
  convex-ops deploy --message \"$GIT_SHA\"

  # Only check
  convex-ops deploy --dry-run

  # Build the web app against the deployment, then deploy both
  convex-ops deploy --cmd 'npm run build'

  # Back the deployment up before the push
  convex-ops deploy --backup

  # The preview of a branch, with example data if it is new
  convex-ops deploy --preview-name my-branch --preview-run seed:all

  # An artifact that was built before, to the project's production deployment
  convex-ops bundle --output app.json
  convex-ops deploy app.json --prod --confirm happy-otter-123";

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let cancel = interrupt::token();
    let (output, is_dry_run) = (args.release.output, args.release.dry_run);
    let building = BuildOutput { args: output, is_dry_run, owns_stdout: output.json || args.print_url };
    let to = runtime().block_on(choose_to_deploy(&args.target, &args.preview.flags(), !is_dry_run))?;
    let chosen = match to {
        ToDeploy::Found(chosen) => chosen,
        ToDeploy::NewPreview(name) => {
            args.build.run(&args.app, None, building)?;
            project::open_one(&args.app, args.release.apps, &Environment::default(), output.quiet, &cancel)?;
            args.preview.describe(&name, output)?;
            return Ok(Exit::Clean);
        }
    };
    output.announce(&chosen)?;
    let handle = args.release.handle(&chosen, &args.release.confirm, ChangeKind::Ordinary)?;
    let backup = args.release.backup_handle(&chosen);
    if args.build.has_command() && !is_dry_run {
        // A deploy checks them itself, but the command may take minutes.
        runtime().block_on(check_rights(&handle, backup.as_ref()))?;
    }
    args.build.run(&args.app, Some(&handle), building)?;
    cancel.check()?;
    let artifact = project::open_artifact(&args.app, args.release.apps, args.release.output.quiet, &cancel)?;
    let candidate = || project::open_one(&args.app, args.release.apps, &Environment::default(), true, &cancel);
    let gate = args.release.gate.options(args.release.apps, &cancel, candidate)?;
    let mut deploy = handle.deploy(&artifact).backup_by(backup);
    if let Some(message) = environment::message(args.message.as_deref()) {
        deploy = deploy.message(message);
    }
    if let Some(source) = environment::source() {
        deploy = deploy.source(source);
    }
    let exit = args.release.run(&chosen.name, deploy, gate, args.print_url)?;
    if exit == Exit::Clean && !is_dry_run {
        args.preview.run_function(&chosen, output, !args.print_url)?;
    }
    Ok(exit)
}
