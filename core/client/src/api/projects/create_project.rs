//! `createProject`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentType, ProjectId, Region, TeamId};

/// Creates a project in a team and, if a type is given, its first deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateProject {
    /// Team ID.
    pub team_id: TeamId,
    /// Full name, as shown in the dashboard. May contain spaces and punctuation.
    pub project_name: String,
    /// Type of the first deployment: `dev` or `prod`. If absent, no deployment is created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Class of the first deployment. The team's default by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_class: Option<String>,
    /// Region of the first deployment. The team's default region by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_region: Option<Region>,
}

impl Operation for CreateProject {
    type Response = CreatedProject;

    const CONTRACT: Contract = Contract::management("createProject", "POST /teams/{team_id}/create_project")
        .accepts(Credential::OF_TEAMS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectCreate]);
}

/// A newly created project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedProject {
    /// Same as `id`, under its former name.
    pub project_id: ProjectId,
    /// Project ID.
    pub id: ProjectId,
    /// Slug, as used in the dashboard's URLs.
    pub slug: String,
    /// Name of the first deployment, if requested: `playful-otter-123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// URL of the first deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_url: Option<String>,
}
