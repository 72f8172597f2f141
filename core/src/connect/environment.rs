//! The deployment that the environment names.

use super::settings::{ACCESS_TOKEN, CONVEX, variable};
use super::{ConvexBuilder, TargetBuilder};
use crate::error::{Error, Result};
use crate::handles::Target;

const DEPLOY_KEY: &str = "CONVEX_DEPLOY_KEY";
/// Another name of it.
const DEPLOYMENT_TOKEN: &str = "CONVEX_DEPLOYMENT_TOKEN";
const SELF_HOSTED_URL: &str = "CONVEX_SELF_HOSTED_URL";
const SELF_HOSTED_ADMIN_KEY: &str = "CONVEX_SELF_HOSTED_ADMIN_KEY";
const DEPLOYMENT: &str = "CONVEX_DEPLOYMENT";
/// Location of the platform.
const PROVISION_HOST: &str = "CONVEX_PROVISION_HOST";

/// Connects to the deployment that the environment variables name. Connecting makes no call.
///
/// | variables | deployment |
/// |---|---|
/// | `CONVEX_DEPLOY_KEY`, or `CONVEX_DEPLOYMENT_TOKEN` | that of the key |
/// | `CONVEX_SELF_HOSTED_URL` and `CONVEX_SELF_HOSTED_ADMIN_KEY` | that at the URL |
/// | `CONVEX_DEPLOYMENT` and `CONVEX_ACCESS_TOKEN` | that with the name: `dev:happy-otter-123` |
///
/// An empty variable counts as unset. `CONVEX_PROVISION_HOST` is the location of the platform, if it isn't Convex's.
/// [`Target::chosen_by`] returns the variable that decided.
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
/// `InvalidInput` if the variables name no deployment or contradict each other, or the key is malformed. `Unsupported` if
/// this build has no HTTP client.
pub fn from_env() -> Result<Target> {
    from_variables(variable)
}

/// Connects to the deployment that these variables name, in place of those of the process; see [`from_env`].
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// let key = "prod:happy-otter-123|eyJ2MiI6IjAifQ==";
/// let target = convex_ops::from_variables(|name| (name == "CONVEX_DEPLOY_KEY").then(|| key.to_owned()))?;
/// assert_eq!(target.chosen_by, "CONVEX_DEPLOY_KEY");
/// # }
/// # Ok::<(), convex_ops::Error>(())
/// ```
///
/// # Errors
///
/// See [`from_env`].
pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Target> {
    let variable = |name| variable(name).filter(|value| !value.is_empty());
    let platform = variable(PROVISION_HOST).unwrap_or_else(|| CONVEX.to_owned());
    let key = [DEPLOY_KEY, DEPLOYMENT_TOKEN].into_iter().find_map(|name| Some((name, variable(name)?)));
    let own = (variable(SELF_HOSTED_URL), variable(SELF_HOSTED_ADMIN_KEY));
    match (key, own) {
        (Some((name, _)), (Some(_), _) | (_, Some(_))) => {
            let message = format!("cannot choose a deployment: {name} and the variables of a self-hosted one are set");
            Err(Error::invalid_input(message).help("unset those of the deployment that is not meant"))
        }
        (Some((name, key)), (None, None)) => TargetBuilder::new(key).platform(platform).chosen_by(name).build(),
        (None, (Some(url), Some(key))) => TargetBuilder::new(key).url(url).chosen_by(SELF_HOSTED_URL).build(),
        (None, (Some(_), None)) => Err(missing(SELF_HOSTED_ADMIN_KEY, SELF_HOSTED_URL)),
        (None, (None, Some(_))) => Err(missing(SELF_HOSTED_URL, SELF_HOSTED_ADMIN_KEY)),
        (None, (None, None)) => match variable(DEPLOYMENT) {
            Some(deployment) => by_name(&deployment, variable(ACCESS_TOKEN), &platform),
            None => Err(Error::invalid_input("the environment names no deployment")
                .help("set CONVEX_DEPLOY_KEY, or CONVEX_DEPLOYMENT and CONVEX_ACCESS_TOKEN")),
        },
    }
}

/// Connects to the deployment that `CONVEX_DEPLOYMENT` names, such as `dev:happy-otter-123`.
fn by_name(deployment: &str, token: Option<String>, platform: &str) -> Result<Target> {
    // Convex's command writes a comment after it: `dev:happy-otter-123 # team: acme, project: todo`.
    let named = deployment.split_once('#').map_or(deployment, |(named, _)| named).trim();
    let (kind, name) = named.split_once(':').unwrap_or(("", named));
    if ["local", "anonymous"].contains(&kind) || name.is_empty() {
        return Err(Error::invalid_input(format!("invalid {DEPLOYMENT} `{named}`: expected a cloud deployment"))
            .help("use a name such as `dev:happy-otter-123`"));
    }
    let token = token.ok_or_else(|| missing(ACCESS_TOKEN, DEPLOYMENT))?;
    let convex = ConvexBuilder::new(platform).token(token).build()?;
    Ok(Target::new(convex.deployment(name), DEPLOYMENT))
}

fn missing(name: &str, other: &str) -> Error {
    Error::invalid_input(format!("missing {name}: {other} is set")).help("set both, or neither")
}
