//! `createProjectInTeam`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentType, ProjectId, Region, TeamId};

/// Creates a project in a team and, if a type is given, its first deployment. Convex's command calls it up to its version
/// 1.37, and [`CreateProject`](crate::api::projects::CreateProject) later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateProjectInTeam {
    /// Slug of the team.
    pub team: String,
    /// Full name, as shown in the dashboard.
    pub project_name: String,
    /// Type of the first deployment: `dev` or `prod`. If absent, no deployment is created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Region of the first deployment. The team's default region by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

impl Operation for CreateProjectInTeam {
    type Response = CreatedProjectInTeam;

    const CONTRACT: Contract = Contract::lookup("createProjectInTeam", "POST /create_project")
        .accepts(Credential::OF_TEAMS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectCreate]);
}

/// A newly created project, with its team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedProjectInTeam {
    /// Slug of the project.
    pub project_slug: String,
    /// Project ID.
    pub project_id: ProjectId,
    /// Slug of the team.
    pub team_slug: String,
    /// Team ID.
    pub team_id: TeamId,
    /// Name of the first deployment, if requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// URL of the first deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prod_url: Option<String>,
    /// Number of further projects that the team may create.
    pub projects_remaining: u64,
}
