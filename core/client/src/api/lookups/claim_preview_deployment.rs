//! `claimPreviewDeployment`

use serde::{Deserialize, Serialize};

use super::ProjectSelection;
use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;

/// Finds or creates the preview of a project for a branch, and returns its URL and a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ClaimPreviewDeployment {
    /// The project.
    pub project_selection: ProjectSelection,
    /// Identifier of the preview, such as a branch name.
    pub identifier: String,
    /// Keeps an existing preview. If `false`, it is deleted and replaced.
    pub reuse: bool,
}

impl Operation for ClaimPreviewDeployment {
    type Response = ClaimedPreview;

    const CONTRACT: Contract = Contract::lookup("claimPreviewDeployment", "POST /claim_preview_deployment")
        .accepts(&[Credential::PersonalAccessToken, Credential::PreviewDeployKey])
        .fails_with(&["ProjectNotFound"]);
}

/// A preview, with a key for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ClaimedPreview {
    /// Key.
    pub admin_key: Secret,
    /// URL of the deployment.
    pub instance_url: String,
    /// Name.
    pub deployment_name: String,
    /// Reference: the deployment's name within the project.
    pub reference: String,
    /// `true` if it was newly created.
    pub is_new_deployment: bool,
}
