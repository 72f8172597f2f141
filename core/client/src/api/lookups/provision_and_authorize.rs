//! `provisionAndAuthorize`

use serde::{Deserialize, Serialize};

use super::DeploymentAccess;
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::DeploymentType;

/// Returns the URL and a key of a project's default production deployment, or of the caller's development deployment in
/// the project. The deployment is created if it does not exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ProvisionAndAuthorize {
    /// Slug of the team. `null` if the credential identifies the project.
    #[serde(default)]
    pub team_slug: Option<String>,
    /// Slug of the project. `null` if the credential identifies the project.
    #[serde(default)]
    pub project_slug: Option<String>,
    /// `prod` or `dev`.
    pub deployment_type: DeploymentType,
}

impl Operation for ProvisionAndAuthorize {
    type Response = DeploymentAccess;

    const CONTRACT: Contract = Contract::lookup("provisionAndAuthorize", "POST /deployment/provision_and_authorize")
        .accepts(&[Credential::PersonalAccessToken, Credential::OAuthProjectToken])
        .retry(Retry::Always)
        .fails_with(&["TeamNotFound", "ProjectNotFound"]);
}
