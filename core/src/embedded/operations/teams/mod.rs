//! Operations on teams and their members.

mod admins;
mod cancel_team_member_invite;
mod create_team;
mod delete_team;
mod invite_team_member;
mod list_pending_team_invites;
mod list_project_roles;
mod list_team_members;
mod remove_team_member;
mod roles;
mod update_project_roles;
mod update_team;
mod update_team_member_role;
