//! `listDeploymentClasses`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{DeploymentClass, TeamId};

/// Lists the deployment classes and their availability for the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeploymentClasses {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListDeploymentClasses {
    type Response = DeploymentClasses;

    const CONTRACT: Contract =
        Contract::management("listDeploymentClasses", "GET /teams/{team_id}/list_deployment_classes")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound"]);
}

/// Deployment classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentClasses {
    /// Deployment classes.
    pub items: Vec<DeploymentClassOption>,
}

/// A deployment class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentClassOption {
    /// Class.
    pub r#type: DeploymentClass,
    /// `true` if the team can use it.
    pub available: bool,
}
