//! `claimPreviewDeployment`

use serde::{Deserialize, Serialize};

use super::ProjectSelection;
use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;

/// Finds or creates the preview of a project for a branch, and opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimPreviewDeployment {
    /// The project.
    pub project_selection: ProjectSelection,
    /// What the preview is for, such as a branch's name.
    pub identifier: String,
    /// Whether a preview that is there already is kept; if not, it is deleted, and a new one takes its place.
    pub reuse: bool,
}

impl Operation for ClaimPreviewDeployment {
    type Response = ClaimedPreview;

    const CONTRACT: Contract = Contract::lookup("claimPreviewDeployment", "POST /claim_preview_deployment")
        .accepts(&[Credential::PreviewDeployKey])
        .fails_with(&["ProjectNotFound"]);
}

/// A preview, and a key that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimedPreview {
    /// The key.
    pub admin_key: Secret,
    /// Where it is reached.
    pub instance_url: String,
    /// Its name.
    pub deployment_name: String,
    /// Its name within the project.
    pub reference: String,
    /// Whether it was created just now.
    pub is_new_deployment: bool,
}
