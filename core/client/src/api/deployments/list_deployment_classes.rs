//! `listDeploymentClasses`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{DeploymentClass, TeamId};

/// Lists how large deployments can be, and which sizes the team's plan has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListDeploymentClasses {
    /// The team.
    pub team_id: TeamId,
}

impl Operation for ListDeploymentClasses {
    type Response = DeploymentClasses;

    const CONTRACT: Contract =
        Contract::management("listDeploymentClasses", "GET /teams/{team_id}/list_deployment_classes")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound"]);
}

/// How large deployments can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentClasses {
    /// The classes.
    pub items: Vec<DeploymentClassOption>,
}

/// A class of deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentClassOption {
    /// The class.
    pub r#type: DeploymentClass,
    /// Whether the team can use it.
    pub available: bool,
}
