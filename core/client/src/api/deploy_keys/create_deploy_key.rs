//! `createDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::{Action, Timestamp};

/// Creates a deploy key for one deployment, such as `prod:happy-otter-123|ey…`.
///
/// If the caller uses an application's token, the key contains that token. Otherwise it contains a new token that is
/// valid for this deployment only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateDeployKey {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Name of the key.
    pub name: String,
    /// Permissions of the key, from [the actions of deploy keys](Action::OF_DEPLOY_KEYS). All of them by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_actions: Option<Vec<Action>>,
    /// Expiration time: at least 30 minutes from now. Never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

impl Operation for CreateDeployKey {
    type Response = CreatedDeployKey;

    const CONTRACT: Contract =
        Contract::management("createDeployKey", "POST /deployments/{deployment_name}/create_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentTokenCreate]);
}

/// A newly created deploy key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedDeployKey {
    /// The key. It cannot be read again later.
    pub deploy_key: Secret,
}
