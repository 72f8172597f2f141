//! Projects of teams, each with its deployments.

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

use crate::model::{ProjectId, TeamId, Timestamp};

/// A project of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectDetails {
    /// Project ID.
    pub id: ProjectId,
    /// Full name, with spaces and punctuation.
    pub name: String,
    /// Slug, as used in the dashboard's URLs.
    pub slug: String,
    /// Team that owns the project.
    pub team_id: TeamId,
    /// Slug of that team.
    pub team_slug: String,
    /// Creation time.
    pub create_time: Timestamp,
    /// Name of the default production deployment, if it exists: `happy-otter-123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prod_deployment_name: Option<String>,
    /// Name of the caller's default development deployment, if it exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dev_deployment_name: Option<String>,
}
