//! The arguments that choose a deployment, as those of Convex's command.

use crate::cli::input::Input;
use crate::keys::Secret;

/// Chooses a deployment. Without them, the environment, `.env.local` and `.env` choose it.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct TargetArgs {
    /// Deployment: a full name, `prod`, `dev`, a reference such as `staging`, `project:staging` or `team:project:staging`
    #[arg(long, value_name = "DEPLOYMENT", help_heading = "Deployment")]
    pub(super) deployment: Option<String>,

    /// The project's default production deployment
    #[arg(long, help_heading = "Deployment")]
    pub(super) prod: bool,

    /// The preview of a branch
    #[arg(long, value_name = "NAME", alias = "preview", help_heading = "Deployment")]
    pub(super) preview_name: Option<String>,

    /// Full name of a deployment
    #[arg(long, value_name = "NAME", hide = true)]
    pub(super) deployment_name: Option<String>,

    /// URL of a deployment
    #[arg(long, value_name = "URL", requires = "admin_key", help_heading = "Deployment")]
    pub(super) url: Option<String>,

    /// Key of the deployment at --url
    #[arg(long, value_name = "KEY", requires = "url", value_parser = |text: &str| Ok::<_, String>(Secret::new(text)), help_heading = "Deployment")]
    pub(super) admin_key: Option<Secret>,

    /// File of `NAME=value` lines. It chooses the deployment in place of the environment, `.env.local` and `.env`; `check`
    /// without `--live` evaluates modules with these variables
    #[arg(long, value_name = "FILE", help_heading = "Deployment")]
    pub(super) env_file: Option<String>,
}

impl TargetArgs {
    /// Names a deployment as `--deployment` does.
    #[cfg(feature = "client")]
    pub(in crate::cli) fn named(deployment: &str) -> Self {
        Self { deployment: Some(deployment.to_owned()), ..Self::default() }
    }

    /// Names no deployment: the file chooses one, if it is given.
    #[cfg(feature = "client")]
    pub(in crate::cli) fn of_env_file(env_file: Option<String>) -> Self {
        Self { env_file, ..Self::default() }
    }

    /// Names another deployment, with the same file.
    #[cfg(feature = "client")]
    pub(in crate::cli) fn with_deployment(&self, deployment: &str) -> Self {
        Self { env_file: self.env_file.clone(), ..Self::named(deployment) }
    }

    /// Checks if one of them names a deployment.
    pub(in crate::cli) fn names_deployment(&self) -> bool {
        let texts = [&self.deployment, &self.preview_name, &self.deployment_name, &self.url];
        texts.iter().any(|text| text.is_some()) || self.admin_key.is_some() || self.prod
    }

    /// Returns the file of environment variables.
    pub(in crate::cli) fn env_file(&self) -> Option<Input> {
        self.env_file.as_deref().map(Input::from)
    }
}
