//! Inputs that select a deployment.

use std::collections::BTreeMap;

use crate::keys::Secret;

/// Command that needs a deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Command {
    /// Deploys code. Without a choice, it acts on the project's default production deployment.
    Deploy,
    /// Any other command. Without a choice, it acts on the deployment that `CONVEX_DEPLOYMENT` names.
    #[default]
    Other,
}

/// Flags that choose a deployment.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--url`: the URL of a deployment. Needs `admin_key`.
    pub url: Option<String>,
    /// `--admin-key`: the key of the deployment at `url`.
    pub admin_key: Option<Secret>,
    /// `--prod`: the project's default production deployment.
    pub prod: bool,
    /// `--preview-name`: the preview of a branch.
    pub preview_name: Option<String>,
    /// `--preview-create`: the preview of a branch, newly created. For [`Command::Deploy`] alone.
    pub preview_create: Option<String>,
    /// `--deployment-name`: a deployment's full name.
    pub deployment_name: Option<String>,
    /// `--deployment`: a [`Selector`](super::Selector).
    pub deployment: Option<String>,
    /// `--env-file`: a file that replaces the environment and the project's own `.env` files.
    pub env_file: Option<EnvFile>,
    /// `--check-build-environment disable`: lets a build that is not for production deploy with a production key.
    pub any_build_environment: bool,
}

/// A file of environment variables.
#[derive(Clone, Debug)]
pub struct EnvFile {
    /// Path, for messages.
    pub path: String,
    /// Text, or `None` if the file does not exist.
    pub text: Option<Secret>,
}

/// Inputs that select a deployment, as data.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The command.
    pub command: Command,
    /// Its flags.
    pub flags: Flags,
    /// Environment variables of the process.
    pub environment: BTreeMap<String, Secret>,
    /// Text of the project's `.env.local`, if it exists.
    pub env_local: Option<Secret>,
    /// Text of the project's `.env`, if it exists.
    pub env: Option<Secret>,
    /// Access token of the configuration file of Convex's command, after a login.
    pub login: Option<Secret>,
}
