//! `authorizePreview`

use serde::{Deserialize, Serialize};

use super::{DeploymentAccess, ProjectSelection};
use crate::api::{Contract, Credential, Operation, Retry};

/// Returns the URL and a key of an existing preview of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct AuthorizePreview {
    /// Identifier of the preview, such as a branch name.
    pub preview_name: String,
    /// The project.
    pub project_selection: ProjectSelection,
}

impl Operation for AuthorizePreview {
    type Response = DeploymentAccess;

    const CONTRACT: Contract = Contract::lookup("authorizePreview", "POST /deployment/authorize_preview")
        .accepts(&[Credential::PersonalAccessToken, Credential::PreviewDeployKey])
        .retry(Retry::Always)
        .fails_with(&["ProjectNotFound", "DeploymentNotFound"]);
}
