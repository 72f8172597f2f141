//! `listProjectRoles`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, MemberId, ProjectId, TeamId, open_enum};

open_enum! {
    /// Role of a member in a project.
    pub enum ProjectRole {
        /// Admin of the project.
        Admin = "admin",
    }
}

/// Lists the admins of all projects of a team that the caller may view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListProjectRoles {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListProjectRoles {
    type Response = Vec<ProjectMemberRole>;

    const CONTRACT: Contract = Contract::lookup("listProjectRoles", "GET /dashboard/teams/{team_id}/get_project_roles")
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectView]);
}

/// Role of a member in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectMemberRole {
    /// Project.
    pub project_id: ProjectId,
    /// Member.
    pub member_id: MemberId,
    /// Role.
    pub role: ProjectRole,
}
