//! `listPreviewDeployKeys`

use serde::{Deserialize, Serialize};

use super::DeployKeyDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, ProjectId};

/// Lists the preview deploy keys of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListPreviewDeployKeys {
    /// Project ID.
    pub project_id: ProjectId,
    /// Includes keys that an integration manages. Off by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_managed: Option<bool>,
}

impl Operation for ListPreviewDeployKeys {
    type Response = PreviewDeployKeys;

    const CONTRACT: Contract =
        Contract::management("listPreviewDeployKeys", "GET /projects/{project_id}/list_preview_deploy_keys")
            .query(&["includeManaged"])
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound"])
            .needs(&[Action::ProjectTokenView]);
}

/// The preview deploy keys of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PreviewDeployKeys {
    /// Deploy keys.
    pub items: Vec<DeployKeyDetails>,
}
