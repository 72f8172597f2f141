//! `createProject`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentType, ProjectId, Region, TeamId};

/// Creates a project in a team and, where a type is given, its first deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateProject {
    /// The team.
    pub team_id: TeamId,
    /// The name in full, as the dashboard shows it. Spaces and punctuation are allowed.
    pub project_name: String,
    /// The type of the first deployment: `dev` or `prod`. Without it, the project has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// The class of the first deployment; by default the team's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_class: Option<String>,
    /// Where the first deployment is hosted; by default where the team's are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_region: Option<Region>,
}

impl CreateProject {
    /// A project without a deployment.
    #[must_use]
    pub fn new(team_id: TeamId, project_name: impl Into<String>) -> Self {
        Self {
            team_id,
            project_name: project_name.into(),
            deployment_type: None,
            deployment_class: None,
            deployment_region: None,
        }
    }
}

impl Operation for CreateProject {
    type Response = CreatedProject;

    const CONTRACT: Contract = Contract::management("createProject", "POST /teams/{team_id}/create_project")
        .accepts(Credential::OF_TEAMS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectCreate]);
}

/// A project that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedProject {
    /// The same as `id`, under its old name.
    pub project_id: ProjectId,
    /// Names the project.
    pub id: ProjectId,
    /// The short form of the name, as it stands in the dashboard's addresses.
    pub slug: String,
    /// The first deployment, where one was asked for: `playful-otter-123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// Where the first deployment is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_url: Option<String>,
}
