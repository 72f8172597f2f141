//! What the operations on teams and members do.

mod create_team;
mod invitations;
mod list_team_members;
mod roles;
mod update_team_member_role;

pub(super) use create_team::{NewTeam, insert as insert_team};
pub(super) use invitations::{accept, check_count as check_member_count, check_email};
