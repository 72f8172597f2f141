//! `convex-ops deployments`: the deployments of a project.

use std::time::Duration;

use serde_json::json;

use super::output::{OutputArgs, table};
use super::times::{parse_duration, show};
use crate::cli::deployment::platform;
use crate::cli::exit::Exit;
use crate::deployment_selection::Selector;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{Convex, Deployment, DeploymentHandle, ProjectHandle};
use crate::threads::runtime;

/// Lists, creates and deletes the deployments of a project, with an access token
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lists the deployments
    List(Shared),
    /// Creates a deployment, unless it exists, and waits until it responds
    Create(CreateArgs),
    /// Deletes a deployment with all its data
    Delete(DeleteArgs),
}

#[derive(Debug, clap::Args)]
struct Shared {
    /// The project, by the slugs of its team and its own
    #[arg(long, value_name = "TEAM:PROJECT")]
    project: Option<String>,

    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, clap::Args)]
struct CreateArgs {
    /// `prod`, `dev`, `preview/BRANCH`, or a reference such as `staging`
    deployment: String,

    /// Creates the project too, unless it exists
    #[arg(long)]
    create_project: bool,

    /// Lifetime, such as 7d [default: only previews expire]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    expires_in: Option<Duration>,

    /// Region, such as aws-eu-west-1 [default: that of the team]
    #[arg(long)]
    region: Option<String>,

    #[command(flatten)]
    shared: Shared,
}

#[derive(Debug, clap::Args)]
struct DeleteArgs {
    /// A full name, `prod`, `dev`, `preview/BRANCH`, or a reference such as `staging`
    deployment: String,

    /// Confirms that a production deployment is deleted, by its name
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,

    /// Succeeds if the deployment does not exist
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    shared: Shared,
}

const EXAMPLES: &str = "\
Examples:
  convex-ops deployments list --project acme:todo
  convex-ops deployments create staging --project acme:todo
  convex-ops deployments delete preview/my-branch --project acme:todo --if-exists";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.action {
        Action::List(args) => list(args),
        Action::Create(args) => create(args),
        Action::Delete(args) => delete(args),
    }
}

fn list(args: &Shared) -> Result<Exit> {
    let project = args.project(&platform()?)?;
    let all = runtime().block_on(project.deployments().list().all())?;
    args.output.print(&all, || table(&all.iter().map(row).collect::<Vec<_>>()))?;
    Ok(Exit::Clean)
}

fn row(deployment: &Deployment) -> Vec<String> {
    let deployed = deployment.last_deployed.map_or("never deployed".to_owned(), |at| format!("deployed {}", show(at)));
    let expires = deployment.expires.map(|at| format!("expires {}", show(at))).unwrap_or_default();
    let kind = deployment.deployment_type.as_str().to_owned();
    vec![deployment.name.clone(), kind, deployment.reference.clone(), deployment.url.clone(), deployed, expires]
}

fn create(args: &CreateArgs) -> Result<Exit> {
    let convex = platform()?;
    let project = args.shared.project(&convex)?;
    let mut ensure = in_project(&project, &args.deployment).ensure();
    if let Some(time) = args.expires_in {
        ensure = ensure.expires_in(time);
    }
    if let Some(region) = &args.region {
        ensure = ensure.region(region.as_str());
    }
    let deployment = runtime().block_on(async {
        if args.create_project {
            project.ensure().await?;
        }
        ensure.await
    })?;
    args.shared.output.print(&deployment, || table(&[row(&deployment)]))?;
    Ok(Exit::Clean)
}

fn delete(args: &DeleteArgs) -> Result<Exit> {
    let convex = platform()?;
    let mut handle = match Selector::parse(&args.deployment) {
        Selector::Name(name) => convex.deployment(name),
        _ => in_project(&args.shared.project(&convex)?, &args.deployment),
    };
    if let Some(name) = &args.confirm {
        handle = handle.confirm(name);
    }
    let is_deleted = runtime().block_on(handle.delete()).map_err(with_flag)?;
    if !is_deleted && !args.if_exists {
        let message = format!("deployment `{}` not found", args.deployment.escape_debug());
        return Err(Error::new(ErrorKind::NotFound, message).help("list them with `convex-ops deployments list`"));
    }
    let data = json!({ "deployment": args.deployment, "deleted": is_deleted });
    let text = if is_deleted { "deleted" } else { "nothing to delete:" };
    args.shared.output.print(&data, || format!("{text} {}\n", args.deployment))?;
    Ok(Exit::Clean)
}

/// Replaces the help of an unconfirmed deletion by that of the command.
fn with_flag(error: Error) -> Error {
    if error.code() == Some("ConfirmationRequired") {
        return error.help("check the name, then confirm it with `--confirm NAME`");
    }
    error
}

impl Shared {
    fn project(&self, convex: &Convex) -> Result<ProjectHandle> {
        let named = self.project.as_deref().ok_or_else(|| Error::invalid_input("missing project"));
        let slugs = named.and_then(|text| {
            let invalid = || Error::invalid_input(format!("invalid project `{}`", text.escape_debug()));
            text.split_once(':').filter(|(team, project)| !team.is_empty() && !project.is_empty()).ok_or_else(invalid)
        });
        let (team, project) =
            slugs.map_err(|error| error.help("name the project by its slugs: `--project TEAM:PROJECT`"))?;
        Ok(convex.team(team).project(project))
    }
}

fn in_project(project: &ProjectHandle, text: &str) -> DeploymentHandle {
    match text {
        "prod" => project.production(),
        "dev" => project.dev(),
        _ => match text.strip_prefix("preview/") {
            Some(branch) => project.preview(branch),
            None => project.deployment(text),
        },
    }
}
