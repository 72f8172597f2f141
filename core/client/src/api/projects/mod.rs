//! Projects: what a team works on, each with its deployments.

mod create_project;
mod delete_project;
mod get_project_by_id;
mod get_project_by_slug;
mod list_projects;
mod update_project;

pub use create_project::{CreateProject, CreatedProject};
pub use delete_project::DeleteProject;
pub use get_project_by_id::GetProjectById;
pub use get_project_by_slug::GetProjectBySlug;
pub use list_projects::ListProjects;
pub use update_project::UpdateProject;

use serde::{Deserialize, Serialize};

use crate::model::{ProjectId, TeamId};

/// A project of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Names the project.
    pub id: ProjectId,
    /// The name in full, with its spaces and punctuation.
    pub name: String,
    /// The short form of the name, as it stands in the dashboard's addresses.
    pub slug: String,
    /// The team that owns it.
    pub team_id: TeamId,
    /// The slug of that team.
    pub team_slug: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
    /// The default production deployment, where there is one: `happy-otter-123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prod_deployment_name: Option<String>,
    /// The caller's own default development deployment, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dev_deployment_name: Option<String>,
}
