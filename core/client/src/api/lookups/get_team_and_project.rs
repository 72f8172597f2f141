//! `getTeamAndProject`

use serde::{Deserialize, Serialize};

use super::TeamAndProject;
use crate::api::{Contract, Credential, Operation};

/// Returns the team and project of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetTeamAndProject {
    /// Name of the deployment.
    pub deployment_name: String,
}

impl Operation for GetTeamAndProject {
    type Response = TeamAndProject;

    const CONTRACT: Contract =
        Contract::lookup("getTeamAndProject", "GET /deployment/{deployment_name}/team_and_project")
            .accepts(Credential::ANY)
            .fails_with(&["DeploymentNotFound"]);
}
