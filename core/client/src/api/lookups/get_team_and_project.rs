//! `getTeamAndProject`

use serde::{Deserialize, Serialize};

use super::TeamAndProject;
use crate::api::{Contract, Credential, Operation};

/// Says whose a deployment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetTeamAndProject {
    /// The deployment's name.
    pub deployment_name: String,
}

impl Operation for GetTeamAndProject {
    type Response = TeamAndProject;

    const CONTRACT: Contract =
        Contract::lookup("getTeamAndProject", "GET /deployment/{deployment_name}/team_and_project")
            .accepts(Credential::ANY)
            .fails_with(&["DeploymentNotFound"]);
}
