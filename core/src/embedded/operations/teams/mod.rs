//! Operations on teams and their members.

mod cancel_team_member_invite;
mod create_team;
mod invite_team_member;
mod list_pending_team_invites;
mod list_team_members;
mod roles;
mod update_team_member_role;
