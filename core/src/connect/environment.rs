//! The deployment that the environment names.

use std::collections::BTreeMap;

use super::settings::{ACCESS_TOKEN, CONVEX};
use super::{ConvexBuilder, TargetBuilder};
use crate::deployment_selection::{Choice, Command, InProject, Inputs, Resolution, Selection, TargetProject, resolve};
use crate::error::{Error, Result};
use crate::handles::{DeploymentPath, DeploymentSelector, Target};
use crate::keys::Secret;

/// Location of the platform.
const PROVISION_HOST: &str = "CONVEX_PROVISION_HOST";

/// Connects to the deployment that `npx convex deploy` would choose in this environment. Connecting makes no call.
///
/// | variables | deployment |
/// |---|---|
/// | `CONVEX_DEPLOY_KEY`, or `CONVEX_DEPLOYMENT_TOKEN` | that of the key |
/// | `CONVEX_SELF_HOSTED_URL` and `CONVEX_SELF_HOSTED_ADMIN_KEY` | that at the URL |
/// | `CONVEX_DEPLOYMENT` and `CONVEX_ACCESS_TOKEN` | the production deployment of the project of that deployment |
///
/// The files `.env.local` and `.env` of the current folder set variables that the environment lacks. An empty variable
/// counts as unset. `CONVEX_PROVISION_HOST` is the location of the platform, if it isn't Convex's.
/// [`Target::chosen_by`] returns the rule that decided, such as `CONVEX_DEPLOYMENT in .env.local`;
/// [`deployment_selection`](crate::deployment_selection) has all of them.
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// async fn print_names() -> convex_ops::Result<()> {
///     let target = convex_ops::from_env()?;
///     println!("{}: {:?}", target.chosen_by, target.environment().names().await?);
///     Ok(())
/// }
/// # }
/// ```
///
/// # Errors
///
/// `InvalidInput` if the variables name no deployment or contradict each other, the key is malformed, or it belongs to a
/// project. `Unsupported` if this build has no HTTP client.
pub fn from_env() -> Result<Target> {
    let text = |variable: std::ffi::OsString| variable.into_string().ok();
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((text(name)?, Secret::new(text(value)?))));
    let file = |name| std::fs::read_to_string(name).ok().map(Secret::new);
    connect(Inputs {
        command: Command::Deploy,
        environment: variables.collect(),
        env_local: file(".env.local"),
        env: file(".env"),
        ..Inputs::default()
    })
}

/// Connects to the deployment that these variables name, in place of those of the process and of files; see [`from_env`].
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// let key = "prod:happy-otter-123|eyJ2MiI6IjAifQ==";
/// let target = convex_ops::from_variables([("CONVEX_DEPLOY_KEY", key)])?;
/// assert_eq!(target.chosen_by, "CONVEX_DEPLOY_KEY");
/// # }
/// # Ok::<(), convex_ops::Error>(())
/// ```
///
/// # Errors
///
/// See [`from_env`].
pub fn from_variables<N: Into<String>, V: Into<Secret>>(variables: impl IntoIterator<Item = (N, V)>) -> Result<Target> {
    let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
    connect(Inputs { command: Command::Deploy, environment: variables.collect(), ..Inputs::default() })
}

/// Connects to the selected deployment.
fn connect(mut inputs: Inputs) -> Result<Target> {
    inputs.login = set(&inputs.environment, ACCESS_TOKEN).cloned();
    let platform = set(&inputs.environment, PROVISION_HOST).map_or(CONVEX, Secret::expose).to_owned();
    let Resolution { selection, chosen_by, credential, .. } = resolve(&inputs)?;
    let selected = match selection {
        Selection::Url { url, key } => return TargetBuilder::new(key).url(url).chosen_by(chosen_by).build(),
        Selection::Key { key, .. } => return TargetBuilder::new(key).platform(platform).chosen_by(chosen_by).build(),
        Selection::Preview { .. } => return Err(key_of_project()),
        Selection::InProject(selected) => selected,
    };
    let path = path(selected)?;
    let token = credential.ok_or_else(|| {
        Error::invalid_input(format!("missing {ACCESS_TOKEN}: {chosen_by} names a deployment")).help("set both")
    })?;
    let convex = ConvexBuilder::new(platform).token(token.token).build()?;
    Ok(Target::new(convex.deployment_at(path), chosen_by))
}

/// Returns a variable, unless it is empty.
fn set<'a>(variables: &'a BTreeMap<String, Secret>, name: &str) -> Option<&'a Secret> {
    variables.get(name).filter(|value| !value.expose().is_empty())
}

/// Returns the path of a deployment that the variables select. They name neither a project nor a reference.
fn path(selected: InProject) -> Result<DeploymentPath> {
    let selector = match (selected.project, selected.choice) {
        (TargetProject::OfDeployment(name), Choice::Prod) => DeploymentSelector::ProductionOf { name },
        (_, Choice::Name(name)) => DeploymentSelector::Name { name },
        _ => return Err(key_of_project()),
    };
    Ok(DeploymentPath::new(selector))
}

fn key_of_project() -> Error {
    Error::invalid_input("the key belongs to a project, not to one deployment")
        .help("use a deploy key of the deployment")
}
