//! `listLocalDeploymentsForTeam`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, TeamId};

/// Lists the local deployments of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListLocalDeploymentsForTeam {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListLocalDeploymentsForTeam {
    type Response = LocalDeployments;

    const CONTRACT: Contract =
        Contract::management("listLocalDeploymentsForTeam", "GET /teams/{team_id}/list_local_deployments")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::DeploymentView]);
}

/// The local deployments of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LocalDeployments {
    /// Local deployments.
    pub items: Vec<DeploymentDetails>,
}
