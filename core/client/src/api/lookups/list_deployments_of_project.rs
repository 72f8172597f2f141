//! `listDeploymentsOfProject`

use serde::{Deserialize, Serialize};

use crate::api::deployments::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Lists the deployments of a project that the caller may view. Convex's command calls it up to its version 1.43, to check
/// that a project exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeploymentsOfProject {
    /// Slug of the team.
    pub team_slug: String,
    /// Slug of the project.
    pub project_slug: String,
}

impl Operation for ListDeploymentsOfProject {
    type Response = Vec<DeploymentDetails>;

    const CONTRACT: Contract =
        Contract::lookup("listDeploymentsOfProject", "GET /teams/{team_slug}/projects/{project_slug}/deployments")
            .accepts(&[
                Credential::PersonalAccessToken,
                Credential::TeamToken,
                Credential::OAuthTeamToken,
                Credential::OAuthProjectToken,
                Credential::PreviewDeployKey,
            ])
            .fails_with(&["TeamNotFound", "ProjectNotFound"])
            .needs(&[Action::DeploymentView]);
}
