//! Teams, their members and invitations.
//!
//! Removal of members, changes of a team and roles in projects are operations of Convex's dashboard that are not documented
//! for others.

mod cancel_team_member_invite;
mod create_team;
mod delete_team;
mod invite_team_member;
mod list_pending_team_invites;
mod list_project_roles;
mod list_team_members;
mod remove_team_member;
mod update_project_roles;
mod update_team;
mod update_team_member_role;

pub use cancel_team_member_invite::CancelTeamMemberInvite;
pub use create_team::{CreateTeam, TeamDetails};
pub use delete_team::DeleteTeam;
pub use invite_team_member::InviteTeamMember;
pub use list_pending_team_invites::{Invitation, InvitationList, ListPendingTeamInvites};
pub use list_project_roles::{ListProjectRoles, ProjectMemberRole, ProjectRole};
pub use list_team_members::{ListTeamMembers, Member, MemberList};
pub use remove_team_member::RemoveTeamMember;
pub use update_project_roles::{ProjectRoleUpdate, UpdateProjectRoles};
pub use update_team::UpdateTeam;
pub use update_team_member_role::UpdateTeamMemberRole;

use serde::{Deserialize, Serialize};

use crate::model::CustomRoleId;

/// A custom role that is attached to a member or an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AttachedRole {
    /// Role ID.
    pub id: CustomRoleId,
    /// Name.
    pub name: String,
}
