//! `provisionAndAuthorize`

use serde::{Deserialize, Serialize};

use super::DeploymentAccess;
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::DeploymentType;

/// Opens the default production deployment of a project, or the caller's own development deployment there, and creates
/// it if there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProvisionAndAuthorize {
    /// The team's slug; `null` where the credential names the project.
    #[serde(default)]
    pub team_slug: Option<String>,
    /// The project's slug; `null` where the credential names the project.
    #[serde(default)]
    pub project_slug: Option<String>,
    /// `prod` or `dev`.
    pub deployment_type: DeploymentType,
}

impl Operation for ProvisionAndAuthorize {
    type Response = DeploymentAccess;

    const CONTRACT: Contract = Contract::lookup("provisionAndAuthorize", "POST /deployment/provision_and_authorize")
        .accepts(&[Credential::PersonalAccessToken, Credential::OAuthProjectToken])
        .retried(Retry::Always)
        .fails_with(&["TeamNotFound", "ProjectNotFound"]);
}
