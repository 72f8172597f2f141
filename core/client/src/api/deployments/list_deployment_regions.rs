//! `listDeploymentRegions`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Region, TeamId};

/// Lists the regions for deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeploymentRegions {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListDeploymentRegions {
    type Response = DeploymentRegions;

    const CONTRACT: Contract =
        Contract::management("listDeploymentRegions", "GET /teams/{team_id}/list_deployment_regions")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound"]);
}

/// Regions for deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentRegions {
    /// Regions.
    pub items: Vec<DeploymentRegionOption>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentRegionOption {
    /// Region.
    pub name: Region,
    /// Display name.
    pub display_name: String,
    /// `true` if the team can use it.
    pub available: bool,
}
