//! Chooses a deployment by arguments, environment and files, and asks the platform for access to it.

use std::collections::BTreeMap;
use std::fs;

use super::args::TargetArgs;
use super::login;
use crate::connect::{ConvexBuilder, TargetBuilder};
use crate::deployment_selection::{Choice, Command, EnvFile, Flags, Inputs, Resolution, Selection, resolve};
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
}

/// Chooses the deployment, and asks the platform for its address and a key with the requests of Convex's command. If
/// `may_create` is false, a preview is refused, since it would be created or replaced.
pub(in crate::cli) async fn choose(args: &TargetArgs, command: Command, may_create: bool) -> Result<Chosen> {
    let resolution = resolve(&inputs(args, command)?)?;
    if let (Selection::Preview { identifier, .. }, false) = (&resolution.selection, may_create) {
        let message = format!("cannot check preview `{identifier}` in a dry run: it would be created");
        return Err(
            Error::new(ErrorKind::Unsupported, message).help("deploy to it, or check against another deployment")
        );
    }
    let platform = platform_url();
    let is_explicit = match &resolution.selection {
        Selection::Url { .. } | Selection::Key { .. } => true,
        Selection::Preview { .. } => false,
        Selection::InProject(selected) => {
            matches!(selected.choice, Choice::Name(_)) && resolution.chosen_by.starts_with("--deployment")
        }
    };
    let chosen_by = resolution.chosen_by.clone();
    if let Selection::Url { url, key } = &resolution.selection {
        let target = target(key, url, &platform, &chosen_by)?;
        let known = target.handle().known().await?;
        return Ok(Chosen {
            name: known.name,
            url: known.url,
            deployment_type: known.deployment_type,
            project: None,
            platform: None,
            target,
            is_explicit,
            warning: resolution.warning,
        });
    }
    let convex = connect(&resolution, &platform)?;
    let access = resolution.authorize(convex.connection()).await?;
    Ok(Chosen {
        platform: Some(convex),
        target: target(&access.key, &access.url, &platform, &chosen_by)?,
        name: access.name.unwrap_or_default(),
        url: access.url,
        deployment_type: access.deployment_type,
        project: access.project,
        is_explicit,
        warning: resolution.warning,
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

fn inputs(args: &TargetArgs, command: Command) -> Result<Inputs> {
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
        ..Flags::default()
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
