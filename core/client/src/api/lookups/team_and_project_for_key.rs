//! `teamAndProjectForKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{ProjectId, TeamId};

/// Says whose the deployment or project of a key is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TeamAndProjectForKey {
    /// The key.
    pub deploy_key: Secret,
}

impl Operation for TeamAndProjectForKey {
    type Response = KeyOwner;

    const CONTRACT: Contract = Contract::lookup("teamAndProjectForKey", "POST /deployment/team_and_project_for_key")
        .accepts(Credential::ANY)
        .retried(Retry::Always);
}

/// Whose a key is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyOwner {
    /// The team's slug.
    pub team: String,
    /// The project's slug.
    pub project: String,
    /// The team.
    pub team_id: TeamId,
    /// The project.
    pub project_id: ProjectId,
    /// The deployment's name within the project, where the key opens one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the deployment is a default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}
