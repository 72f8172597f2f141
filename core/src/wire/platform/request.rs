//! Requests of a connection and of its calls.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::handles::{DeploymentPath, ProjectPath};
use crate::keys::Secret;

/// Location and options of a connection.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ConnectRequest {
    /// Location of the platform: a URL, `embedded:` or `embedded:PATH`. `https://api.convex.dev` by default.
    pub location: Option<String>,
    /// Access token. `CONVEX_ACCESS_TOKEN` by default.
    pub token: Option<Secret>,
    /// Each call has its own token, so that none is needed yet.
    #[serde(default)]
    pub token_per_call: bool,
    /// Connects to the one deployment that this key belongs to.
    pub deploy_key: Option<Secret>,
    /// URL of the deployment, for a key that does not contain its name.
    pub deployment_url: Option<String>,
    /// Connects to the one deployment that these variables name. Those of the process by default.
    pub environment: Option<EnvironmentSource>,
    /// Maximum time of a call, with all its attempts, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Maximum number of attempts of a call.
    pub max_attempts: Option<usize>,
    /// Folder of the release store.
    pub releases: Option<PathBuf>,
}

/// Source of the variables that name a deployment.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum EnvironmentSource {
    /// The variables of this process.
    OfProcess(bool),
    /// These variables.
    Variables(BTreeMap<String, String>),
}

/// A call of an operation or a verb.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CallRequest {
    /// Id of an operation of Convex, such as `createProject`, or name of a verb, such as `project.ensure`.
    pub call: String,
    /// Request: the fields of the operation, or the arguments of the verb.
    pub request: Value,
    /// Slug or ID of the team, for a verb of a team.
    pub team: Option<String>,
    /// The project, for a verb of a project.
    pub project: Option<ProjectPath>,
    /// The deployment, for an operation or a verb of a deployment.
    pub deployment: Option<DeploymentPath>,
    /// Access token for this call and later ones.
    pub token: Option<Secret>,
}
