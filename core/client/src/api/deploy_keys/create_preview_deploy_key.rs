//! `createPreviewDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::{Action, ProjectId};

/// Creates a key that claims the previews of a project and deploys to them, such as `preview:acme:todo|ey…`.
///
/// A caller with a token of an application gets a key with that same token in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatePreviewDeployKey {
    /// The project.
    pub project_id: ProjectId,
    /// A name for the key.
    pub name: String,
    /// When it ends to be valid, in milliseconds since the Unix epoch: at least 30 minutes ahead. By default never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl Operation for CreatePreviewDeployKey {
    type Response = CreatedPreviewDeployKey;

    const CONTRACT: Contract =
        Contract::management("createPreviewDeployKey", "POST /projects/{project_id}/create_preview_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound"])
            .needs(&[Action::ProjectTokenCreate]);
}

/// A preview deploy key that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedPreviewDeployKey {
    /// The key. It can't be read again later.
    pub preview_deploy_key: Secret,
}
