//! `getDeploymentInProjectByProjectSlug`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Gets a deployment of a project, given the project's slug. The deployment is selected by exactly one of `reference`,
/// `defaultProd` and `defaultDev`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetDeploymentInProjectByProjectSlug {
    /// ID or slug of the team.
    pub team_id_or_slug: String,
    /// Slug of the project.
    pub project_slug: String,
    /// Selects the deployment with this reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Selects the default production deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_prod: Option<bool>,
    /// Selects the caller's default development deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_dev: Option<bool>,
}

impl Operation for GetDeploymentInProjectByProjectSlug {
    type Response = DeploymentDetails;

    const CONTRACT: Contract = Contract::management(
        "getDeploymentInProjectByProjectSlug",
        "GET /teams/{team_id_or_slug}/projects/{project_slug}/deployment",
    )
    .query(&["reference", "defaultProd", "defaultDev"])
    .accepts(Credential::OF_TEAMS)
    .fails_with(&["TeamNotFound", "ProjectNotFound", "DeploymentNotFound"])
    .needs(&[Action::DeploymentView]);
}
