//! `getDeploymentInProjectByProjectSlug`

use serde::{Deserialize, Serialize};

use super::Deployment;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Gets one deployment of a project that is named by its slug: exactly one of `reference`, `defaultProd` and
/// `defaultDev` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetDeploymentInProjectByProjectSlug {
    /// The team's id or slug.
    pub team_id_or_slug: String,
    /// The project's slug.
    pub project_slug: String,
    /// The deployment with this reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The default production deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_prod: Option<bool>,
    /// The caller's own default development deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_dev: Option<bool>,
}

impl Operation for GetDeploymentInProjectByProjectSlug {
    type Response = Deployment;

    const CONTRACT: Contract = Contract::management(
        "getDeploymentInProjectByProjectSlug",
        "GET /teams/{team_id_or_slug}/projects/{project_slug}/deployment",
    )
    .query(&["reference", "defaultProd", "defaultDev"])
    .accepts(Credential::OF_TEAMS)
    .fails_with(&["TeamNotFound", "ProjectNotFound", "DeploymentNotFound"])
    .needs(&[Action::DeploymentView]);
}
