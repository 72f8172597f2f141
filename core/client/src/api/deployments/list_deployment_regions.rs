//! `listDeploymentRegions`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Region, TeamId};

/// Lists where deployments can be hosted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListDeploymentRegions {
    /// The team.
    pub team_id: TeamId,
}

impl Operation for ListDeploymentRegions {
    type Response = DeploymentRegions;

    const CONTRACT: Contract =
        Contract::management("listDeploymentRegions", "GET /teams/{team_id}/list_deployment_regions")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound"]);
}

/// Where deployments can be hosted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentRegions {
    /// The regions.
    pub items: Vec<DeploymentRegionOption>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentRegionOption {
    /// The region.
    pub name: Region,
    /// Its name for people.
    pub display_name: String,
    /// Whether the team can use it.
    pub available: bool,
}
