//! `createPreviewDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::{Action, ProjectId, Timestamp};

/// Creates a key that creates previews of a project and deploys to them, such as `preview:acme:todo|ey…`.
///
/// If the caller uses an application's token, the key contains that token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreatePreviewDeployKey {
    /// Project ID.
    pub project_id: ProjectId,
    /// Name of the key.
    pub name: String,
    /// Expiration time: at least 30 minutes from now. Never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

impl Operation for CreatePreviewDeployKey {
    type Response = CreatedPreviewDeployKey;

    const CONTRACT: Contract =
        Contract::management("createPreviewDeployKey", "POST /projects/{project_id}/create_preview_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound"])
            .needs(&[Action::ProjectTokenCreate]);
}

/// A newly created preview deploy key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedPreviewDeployKey {
    /// The key. It cannot be read again later.
    pub preview_deploy_key: Secret,
}
