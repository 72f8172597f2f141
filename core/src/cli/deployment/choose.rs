//! Chooses a deployment by arguments, environment and files, and asks the platform for access to it.

use std::collections::BTreeMap;
use std::fs;

use super::args::TargetArgs;
use super::login;
use crate::connect::{ConvexBuilder, TargetBuilder};
use crate::deployment_selection::{
    Choice, Command, EnvFile, Flags, InProject, Inputs, PlatformCredentialKind, Resolution, Selection, TargetProject,
    resolve,
};
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{Convex, DeploymentHandle, Target};
use crate::keys::{Secret, cli};
use crate::model::DeploymentType;

/// URL of Convex's platform.
const CONVEX: &str = "https://api.convex.dev";

/// Environment variable with the location of another platform.
const PROVISION_HOST: &str = "CONVEX_PROVISION_HOST";

/// Environment variables with credentials of the platform.
const OVERRIDE: &str = "CONVEX_OVERRIDE_ACCESS_TOKEN";
const DEPLOY_KEY: &str = "CONVEX_DEPLOY_KEY";

/// A chosen deployment.
pub(in crate::cli) struct Chosen {
    pub(super) target: Target,
    /// The platform, with the caller's own credential. `None` for a deployment that is only known by its URL.
    platform: Option<Convex>,
    /// Name. Empty for a deployment that is only known by its URL.
    pub(in crate::cli) name: String,
    pub(in crate::cli) url: String,
    pub(in crate::cli) deployment_type: Option<DeploymentType>,
    /// Slugs of the team and project.
    pub(in crate::cli) project: Option<(String, String)>,
    /// `true` if the caller named this very deployment: by its full name, or a key of it.
    pub(super) is_explicit: bool,
    /// Arguments that were ignored, and why.
    pub(in crate::cli) warning: Option<String>,
    /// `true` for a preview that was created just now.
    pub(in crate::cli) is_new: bool,
    /// Access of a member to the platform, if the credential is an access token.
    member: Option<Convex>,
}

/// Flags of a deploy that choose its deployment, beside those of all commands.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct DeployFlags {
    /// `--preview-create`
    pub(in crate::cli) preview_create: Option<String>,
    /// `--check-build-environment disable`
    pub(in crate::cli) any_build_environment: bool,
}

/// The deployment of a deploy.
pub(in crate::cli) enum ToDeploy {
    /// It exists.
    Found(Box<Chosen>),
    /// A preview that a deploy would create or replace, by its name.
    NewPreview(String),
}

impl Chosen {
    pub(in crate::cli) fn handle(&self) -> &DeploymentHandle {
        self.target.handle()
    }

    /// Returns the handle with the caller's own credential, for the operations of the platform: keys and backups.
    pub(in crate::cli) fn on_platform(&self) -> DeploymentHandle {
        match &self.platform {
            Some(platform) if !self.name.is_empty() => platform.deployment(&self.name),
            _ => self.handle().clone(),
        }
    }

    /// Returns the name for people: its URL, if it has no other.
    pub(in crate::cli) fn label(&self) -> &str {
        if self.name.is_empty() { &self.url } else { &self.name }
    }

    /// Returns the rule that chose it.
    pub(in crate::cli) fn chosen_by(&self) -> &str {
        &self.target.chosen_by
    }

    /// Returns the handle that backs the deployment up: a member can request a backup in the cloud.
    #[cfg(feature = "eval")]
    pub(in crate::cli) fn backup_handle(&self) -> DeploymentHandle {
        self.member.as_ref().map_or_else(|| self.handle().clone(), |member| member.deployment(&self.name))
    }
}

/// Chooses the deployment, and asks the platform for its address and a key with the requests of Convex's command. If
/// `may_create` is false, a preview is refused that would be created or replaced.
pub(in crate::cli) async fn choose(args: &TargetArgs, command: Command, may_create: bool) -> Result<Chosen> {
    match find(args, command, &DeployFlags::default(), may_create).await? {
        ToDeploy::Found(chosen) => Ok(*chosen),
        ToDeploy::NewPreview(name) => {
            let message = format!("cannot check preview `{name}` in a dry run: it would be created");
            let help = "deploy to it, or check against another deployment";
            Err(Error::new(ErrorKind::Unsupported, message).help(help))
        }
    }
}

/// Chooses the deployment of a deploy. If `may_create` is false, a preview that does not exist is only named.
#[cfg(feature = "eval")]
pub(in crate::cli) async fn choose_to_deploy(
    args: &TargetArgs,
    flags: &DeployFlags,
    may_create: bool,
) -> Result<ToDeploy> {
    find(args, Command::Deploy, flags, may_create).await
}

async fn find(args: &TargetArgs, command: Command, flags: &DeployFlags, may_create: bool) -> Result<ToDeploy> {
    let mut resolution = resolve(&inputs(args, command, flags)?)?;
    let platform = platform_url();
    if let (Selection::Preview { team, project, identifier, reuse }, false) = (&resolution.selection, may_create) {
        // Claiming a preview creates it. Access to an existing one changes nothing.
        let name = identifier.clone();
        let existing = InProject {
            project: TargetProject::Named { team: team.clone(), project: project.clone() },
            sibling: None,
            choice: Choice::Preview(name.clone()),
        };
        if !reuse {
            return Ok(ToDeploy::NewPreview(name));
        }
        resolution.selection = Selection::InProject(existing);
        return match open(&resolution, &platform).await {
            Ok(chosen) => Ok(ToDeploy::Found(Box::new(chosen))),
            Err(error) if error.code() == Some("DeploymentNotFound") => Ok(ToDeploy::NewPreview(name)),
            Err(error) => Err(error),
        };
    }
    Ok(ToDeploy::Found(Box::new(open(&resolution, &platform).await?)))
}

/// Asks the platform for access to the selected deployment.
async fn open(resolution: &Resolution, platform: &str) -> Result<Chosen> {
    let is_explicit = match &resolution.selection {
        Selection::Url { .. } | Selection::Key { .. } => true,
        Selection::Preview { .. } => false,
        Selection::InProject(selected) => {
            matches!(selected.choice, Choice::Name(_)) && resolution.chosen_by.starts_with("--deployment")
        }
    };
    let (chosen_by, warning) = (resolution.chosen_by.clone(), resolution.warning.clone());
    if let Selection::Url { url, key } = &resolution.selection {
        let target = target(key, url, platform, &chosen_by)?;
        let known = target.handle().known().await?;
        return Ok(Chosen {
            name: known.name,
            url: known.url,
            deployment_type: known.deployment_type,
            project: None,
            platform: None,
            target,
            is_explicit,
            warning,
            is_new: false,
            member: None,
        });
    }
    let convex = connect(resolution, platform)?;
    let access = resolution.authorize(convex.connection()).await?;
    let is_member =
        resolution.credential.as_ref().is_some_and(|credential| credential.kind == PlatformCredentialKind::AccessToken);
    Ok(Chosen {
        platform: Some(convex.clone()),
        target: target(&access.key, &access.url, platform, &chosen_by)?,
        name: access.name.unwrap_or_default(),
        url: access.url,
        deployment_type: access.deployment_type,
        project: access.project,
        is_explicit,
        warning,
        is_new: access.is_new,
        member: is_member.then_some(convex),
    })
}

/// Connects to the platform with an access token, or else the key of a project.
pub(in crate::cli) fn platform() -> Result<Convex> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let project_key = || variable(DEPLOY_KEY).filter(|key| cli::is_project_key(key)).map(Secret::new);
    let token = variable(OVERRIDE).map(Secret::new).or_else(|| login::read(variable)).or_else(project_key);
    let Some(token) = token else {
        return Err(Error::new(ErrorKind::Unauthenticated, "cannot access the platform: no access token")
            .help("set CONVEX_ACCESS_TOKEN, or run `npx convex login`"));
    };
    ConvexBuilder::new(platform_url()).token(token).build()
}

fn platform_url() -> String {
    std::env::var(PROVISION_HOST).ok().filter(|host| !host.is_empty()).unwrap_or(CONVEX.to_owned())
}

fn target(key: &Secret, url: &str, platform: &str, chosen_by: &str) -> Result<Target> {
    let mut target = TargetBuilder::new(key.clone()).url(url).platform(platform).build()?;
    chosen_by.clone_into(&mut target.chosen_by);
    Ok(target)
}

/// Connects to the platform with the credential of the resolution.
fn connect(resolution: &Resolution, platform: &str) -> Result<Convex> {
    let Some(credential) = &resolution.credential else {
        let message = format!("cannot access the deployment that {} names: no credential", resolution.chosen_by);
        return Err(Error::new(ErrorKind::Unauthenticated, message)
            .help("set CONVEX_DEPLOY_KEY or CONVEX_ACCESS_TOKEN, or run `npx convex login`"));
    };
    ConvexBuilder::new(platform).token(credential.token.clone()).build()
}

fn inputs(args: &TargetArgs, command: Command, of_deploy: &DeployFlags) -> Result<Inputs> {
    let environment: BTreeMap<String, Secret> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, Secret::new(value.into_string().ok()?))))
        .collect();
    let variable = |name: &str| environment.get(name).map(|value| value.expose().to_owned());
    let env_file = args.env_file.as_ref().map(|path| {
        let text = read(path)?;
        Ok::<_, Error>(EnvFile { path: path.clone(), text })
    });
    let flags = Flags {
        url: args.url.clone(),
        admin_key: args.admin_key.clone(),
        prod: args.prod,
        preview_name: args.preview_name.clone(),
        deployment_name: args.deployment_name.clone(),
        deployment: args.deployment.clone(),
        env_file: env_file.transpose()?,
        preview_create: of_deploy.preview_create.clone(),
        any_build_environment: of_deploy.any_build_environment,
    };
    let login = login::read(variable);
    Ok(Inputs { command, flags, env_local: read(".env.local")?, env: read(".env")?, environment, login })
}

/// Reads a file with secrets. `None` if it does not exist.
fn read(path: &str) -> Result<Option<Secret>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("cannot read the file", &error).in_file(path)),
    }
}
