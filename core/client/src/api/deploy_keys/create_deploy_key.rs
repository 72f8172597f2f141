//! `createDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::Action;

/// Creates a deploy key for one deployment, such as `prod:happy-otter-123|ey…`.
///
/// A caller with a token of an application gets a key with that same token in it; everybody else gets a new token,
/// which opens this deployment alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreateDeployKey {
    /// The deployment's name, such as `happy-otter-123`.
    pub deployment_name: String,
    /// A name for the key.
    pub name: String,
    /// What it may do, of [the actions of deploy keys](Action::OF_DEPLOY_KEYS); by default all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_actions: Option<Vec<Action>>,
    /// When it ends to be valid, in milliseconds since the Unix epoch: at least 30 minutes ahead. By default never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl Operation for CreateDeployKey {
    type Response = CreatedDeployKey;

    const CONTRACT: Contract =
        Contract::management("createDeployKey", "POST /deployments/{deployment_name}/create_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentTokenCreate]);
}

/// A deploy key that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedDeployKey {
    /// The key. It can't be read again later.
    pub deploy_key: Secret,
}
