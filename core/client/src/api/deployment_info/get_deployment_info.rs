//! `getDeploymentInfo`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::{Action, DeploymentId, DeploymentType, ProjectId, TeamId, open_union};

/// Returns the identity of the deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetDeploymentInfo {}

impl Operation for GetDeploymentInfo {
    type Response = DeploymentInfo;

    const CONTRACT: Contract =
        Contract::deployment("getDeploymentInfo", "GET /deployment_info").needs(&[Action::DeploymentDataView]);
}

open_union! {
    /// Identity of a deployment.
    pub enum DeploymentInfo by "kind" {
        /// Hosted by Convex.
        Cloud(CloudDeploymentInfo) = "cloud",
        /// Self-hosted.
        SelfHosted(SelfHostedInfo) = "selfHosted",
    }
}

/// Identity of a deployment hosted by Convex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CloudDeploymentInfo {
    /// Team ID.
    pub team_id: TeamId,
    /// Project ID.
    pub project_id: ProjectId,
    /// Full name of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
    /// Slug of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_slug: Option<String>,
    /// Deployment ID.
    pub id: DeploymentId,
    /// Deployment type.
    pub deployment_type: DeploymentType,
    /// Reference: the deployment's name within the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Identity of a self-hosted deployment. It has no details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SelfHostedInfo {}
