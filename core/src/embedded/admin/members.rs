//! Members of teams and their tokens.

use serde_json::json;

use super::admin::{Admin, team};
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::audit::note_as_system;
use crate::embedded::records::{
    accept_invitation, check_email, check_member_count, find_or_insert_member, is_in_team, token_of_member,
};
use crate::embedded::refusals::{bad_request, conflict};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{MemberId, Role, TeamId};

/// A member who has just joined a team.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NewMember {
    /// ID of the member.
    pub member_id: MemberId,
    /// Personal access token of the member.
    pub token: Secret,
}

impl Admin<'_> {
    /// Adds a member to a team with a built-in role and creates a token for them. A member of another team with the
    /// same address is reused.
    ///
    /// # Errors
    /// `NotFound` if the team does not exist; `InvalidInput` if the address is invalid or the role is not built in;
    /// `Conflict` if they are already in the team; `LimitExceeded` if its plan allows no further member.
    pub fn add_member(&self, team_id: TeamId, email: &str, role: &Role) -> Result<NewMember> {
        self.runtime.with_time(true, |tx, now| {
            let team = team(tx, team_id)?;
            if !matches!(role, Role::Admin | Role::Developer) {
                return Err(bad_request("InvalidRole", "invalid role: use `admin` or `developer`"));
            }
            let member = find_or_insert_member(tx, check_email(email)?, None, now)?;
            if is_in_team(tx, team.id, member)? {
                return Err(conflict("AlreadyMember", "the member is already in the team"));
            }
            check_member_count(tx, &team)?;
            tx.prepare_cached("INSERT INTO memberships (team_id, member_id, role) VALUES (?1, ?2, ?3)")?.execute((
                team.id,
                member,
                role.as_str(),
            ))?;
            note_as_system(tx, team.id, &TeamAuditAction::TeamJoin, &json!({ "memberId": member }), now)?;
            Ok(NewMember {
                member_id: member,
                token: Secret::new(token_of_member(tx, &self.runtime.context().random, member, now)?),
            })
        })
    }

    /// Accepts an invitation on behalf of its recipient and creates a token for them.
    ///
    /// # Errors
    /// `NotFound` if the invitation does not exist; `InvalidInput` if it has expired; `LimitExceeded` if the team's
    /// plan allows no further member.
    pub fn accept_invitation(&self, team_id: TeamId, email: &str) -> Result<NewMember> {
        self.runtime.with_time(true, |tx, now| {
            let team = team(tx, team_id)?;
            let email = check_email(email)?;
            let member = find_or_insert_member(tx, email, None, now)?;
            accept_invitation(tx, &team, email, member, now)?;
            note_as_system(tx, team.id, &TeamAuditAction::TeamJoin, &json!({ "memberId": member }), now)?;
            Ok(NewMember {
                member_id: member,
                token: Secret::new(token_of_member(tx, &self.runtime.context().random, member, now)?),
            })
        })
    }
}
