//! `getDeploymentInfo`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::{Action, DeploymentId, DeploymentType, ProjectId, TeamId, open_union};

/// Says which deployment this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetDeploymentInfo {}

impl Operation for GetDeploymentInfo {
    type Response = DeploymentInfo;

    const CONTRACT: Contract =
        Contract::deployment("getDeploymentInfo", "GET /deployment_info").needs(&[Action::DeploymentDataView]);
}

open_union! {
    /// Which deployment it is.
    pub enum DeploymentInfo by "kind" {
        /// One that Convex hosts.
        Cloud(CloudDeploymentInfo) = "cloud",
        /// One that somebody hosts themselves.
        SelfHosted(SelfHostedInfo) = "selfHosted",
    }
}

/// Which of Convex's deployments it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloudDeploymentInfo {
    /// The team.
    pub team_id: TeamId,
    /// The project.
    pub project_id: ProjectId,
    /// The project's name in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
    /// The project's slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_slug: Option<String>,
    /// The deployment.
    pub id: DeploymentId,
    /// What it is for.
    pub deployment_type: DeploymentType,
    /// Its name within the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// A deployment that somebody hosts themselves: there is nothing to say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SelfHostedInfo {}
