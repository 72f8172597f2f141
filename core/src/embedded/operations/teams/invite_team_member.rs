//! `inviteTeamMember`

use serde_json::json;

use super::roles::RequestedRole;
use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::InviteTeamMember;
use crate::embedded::records::{TeamRow, check_email, check_member_count};
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Role;

/// Validity of an invitation: 14 days (assumed).
const VALID_MS: i64 = 14 * 24 * 60 * 60 * 1000;

impl Handler for InviteTeamMember {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let email = check_email(&self.email)?;
        let wanted = match (self.role, self.custom_roles) {
            (Role::Custom, Some(roles)) => RequestedRole::custom_of(call, &team, roles)?,
            (Role::Custom, None) => RequestedRole::custom_of(call, &team, Vec::new())?,
            (role, None) => RequestedRole::built_in(role)?,
            (_, Some(_)) => return Err(bad_request("InvalidCustomRoles", "`customRoles` requires the role `custom`")),
        };
        check_new(call, &team, email)?;
        check_member_count(call.tx, &team)?;
        // A repeated invitation replaces the role and renews the expiration.
        call.tx
            .prepare_cached("DELETE FROM invitations WHERE team_id = ?1 AND email = ?2")?
            .execute((team.id, email))?;
        call.tx
            .prepare_cached("INSERT INTO invitations (team_id, email, role, expires_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute((team.id, email, wanted.as_str(), call.now.saturating_add(VALID_MS)))?;
        let id = call.tx.last_insert_rowid();
        let mut insert =
            call.tx.prepare_cached("INSERT INTO invitation_roles (invitation_id, role_id) VALUES (?1, ?2)")?;
        for role in wanted.custom() {
            insert.execute((id, role))?;
        }
        call.note(team.id, &TeamAuditAction::MemberInvite, &json!({ "email": email, "role": wanted.as_str() }))
    }
}

fn check_new(call: &RequestContext<'_>, team: &TeamRow, email: &str) -> Result<()> {
    let mut statement = call.tx.prepare_cached(
        "SELECT 1 FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.team_id = ?1 AND m.email = ?2",
    )?;
    if statement.exists((team.id, email))? {
        return Err(conflict("AlreadyMember", format!("`{email}` is already a member of the team")));
    }
    Ok(())
}
