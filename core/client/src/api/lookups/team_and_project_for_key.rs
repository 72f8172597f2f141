//! `teamAndProjectForKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{ProjectId, TeamId};

/// Returns the team and project of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct TeamAndProjectForKey {
    /// Key.
    pub deploy_key: Secret,
}

impl Operation for TeamAndProjectForKey {
    type Response = KeyOwner;

    const CONTRACT: Contract = Contract::lookup("teamAndProjectForKey", "POST /deployment/team_and_project_for_key")
        .accepts(Credential::ANY)
        .retry(Retry::Always);
}

/// Team and project of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KeyOwner {
    /// Slug of the team.
    pub team: String,
    /// Slug of the project.
    pub project: String,
    /// Team ID.
    pub team_id: TeamId,
    /// Project ID.
    pub project_id: ProjectId,
    /// Reference of the deployment, if the key is for a deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// `true` for a default deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}
