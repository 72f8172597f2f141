//! `updateProjectRoles`

use serde::{Deserialize, Serialize};

use super::ProjectRole;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, MemberId, ProjectId, TeamId};

/// Makes members of a team admins of its projects, or revokes that. Either all changes are made or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateProjectRoles {
    /// Team ID.
    pub team_id: TeamId,
    /// Changes.
    pub updates: Vec<ProjectRoleUpdate>,
}

impl Operation for UpdateProjectRoles {
    type Response = ();

    const CONTRACT: Contract =
        Contract::lookup("updateProjectRoles", "POST /dashboard/teams/{team_id}/update_project_roles")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound", "ProjectNotFound", "MemberNotFound"])
            .needs(&[Action::ProjectUpdateMemberRole]);
}

/// Change of a member's role in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ProjectRoleUpdate {
    /// Project.
    pub project_id: ProjectId,
    /// Member.
    pub member_id: MemberId,
    /// Role. `null` or absent revokes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<ProjectRole>,
}
