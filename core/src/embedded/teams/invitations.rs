//! Invitations: made, listed, canceled and accepted.

use rusqlite::{OptionalExtension, Transaction};
use serde_json::json;

use super::roles::{Wanted, attached};
use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::{CancelTeamMemberInvite, Invitation, Invitations, InviteTeamMember, ListPendingTeamInvites};
use crate::embedded::refusals::{bad_request, conflict, exceeded, not_found};
use crate::embedded::rows::{TeamRow, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::{Error, Result};
use crate::model::Role;

/// How long an invitation can be accepted: 14 days (assumed).
const VALID_MS: i64 = 14 * 24 * 60 * 60 * 1000;

const ROLES_OF_INVITATION: &str = "SELECT r.id, r.name FROM invitation_roles i JOIN custom_roles r ON r.id = i.role_id \
     WHERE i.invitation_id = ?1 ORDER BY r.id";

impl Handler for InviteTeamMember {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let email = check_email(&self.email)?;
        let wanted = match (self.role, self.custom_roles) {
            (Role::Custom, Some(roles)) => Wanted::custom_of(call, &team, roles)?,
            (Role::Custom, None) => Wanted::custom_of(call, &team, Vec::new())?,
            (role, None) => Wanted::built_in(role)?,
            (_, Some(_)) => return Err(bad_request("InvalidCustomRoles", "only the role `custom` has `customRoles`")),
        };
        check_new(call, &team, email)?;
        check_count(call.tx, &team)?;
        // One who is invited again has until later, with the role that is given now.
        call.tx
            .prepare_cached("DELETE FROM invitations WHERE team_id = ?1 AND email = ?2")?
            .execute((to_sql(team.id), email))?;
        call.tx
            .prepare_cached("INSERT INTO invitations (team_id, email, role, expires_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute((to_sql(team.id), email, wanted.as_str(), call.now.saturating_add(VALID_MS)))?;
        let id = call.tx.last_insert_rowid();
        let mut insert =
            call.tx.prepare_cached("INSERT INTO invitation_roles (invitation_id, role_id) VALUES (?1, ?2)")?;
        for role in wanted.custom() {
            insert.execute((id, to_sql(role.0)))?;
        }
        call.note(team.id, &TeamAuditAction::MemberInvite, &json!({ "email": email, "role": wanted.as_str() }))
    }
}

/// An address that mail can go to: something, an `@`, and a domain.
pub(in crate::embedded) fn check_email(email: &str) -> Result<&str> {
    let email = email.trim();
    let well_formed = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.len() > 2)
        && email.len() <= 254
        && email.matches('@').count() == 1
        && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if well_formed { Ok(email) } else { Err(bad_request("InvalidEmail", "`email` is not an address")) }
}

fn check_new(call: &RequestContext<'_>, team: &TeamRow, email: &str) -> Result<()> {
    let mut statement = call.tx.prepare_cached(
        "SELECT 1 FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.team_id = ?1 AND m.email = ?2",
    )?;
    if statement.exists((to_sql(team.id), email))? {
        return Err(conflict("AlreadyMember", format!("`{email}` is a member of the team already")));
    }
    Ok(())
}

/// Whether the team may have one more member.
pub(in crate::embedded) fn check_count(tx: &Transaction<'_>, team: &TeamRow) -> Result<()> {
    let Some(most) = team.plan.max_members() else { return Ok(()) };
    let mut statement = tx.prepare_cached("SELECT count(*) FROM memberships WHERE team_id = ?1")?;
    let count: i64 = statement.query_row([to_sql(team.id)], |row| row.get(0))?;
    if count < to_sql(most) {
        return Ok(());
    }
    Err(exceeded("TeamMemberLimitReached", format!("the team has {most} members, as many as its plan allows"))
        .help("choose a larger plan"))
}

impl Handler for ListPendingTeamInvites {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<Invitations> {
        let sql = "SELECT id, email, role, expires_at FROM invitations WHERE team_id = ?1 ORDER BY id";
        let mut statement = call.tx.prepare_cached(sql)?;
        let mut rows = statement.query([to_sql(team.id)])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let role = Role::from(row.get_ref(2)?.as_str().unwrap_or_default());
            items.push(Invitation {
                email: row.get(1)?,
                expired: row.get::<_, i64>(3)? <= call.now,
                custom_roles: attached(call.tx, &role, ROLES_OF_INVITATION, &[row.get(0)?])?,
                role,
            });
        }
        Ok(Invitations { items })
    }
}

impl Handler for CancelTeamMemberInvite {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let email = self.email.trim();
        let removed = call
            .tx
            .prepare_cached("DELETE FROM invitations WHERE team_id = ?1 AND email = ?2")?
            .execute((to_sql(team.id), email))?;
        if removed == 0 {
            return Err(no_invitation(email));
        }
        call.note(team.id, &TeamAuditAction::MemberCancelInvitation, &json!({ "email": email }))
    }
}

fn no_invitation(email: &str) -> Error {
    not_found("InvitationNotFound", "invitation for", email)
}

/// Accepts an invitation, as its receiver would: `member` is who has the address.
///
/// # Errors
/// `NotFound` where there is none, `InvalidInput` where it has expired, `LimitExceeded` where the team is full.
pub(in crate::embedded) fn accept(
    tx: &Transaction<'_>,
    team: &TeamRow,
    email: &str,
    member: u64,
    now: i64,
) -> Result<()> {
    let mut statement =
        tx.prepare_cached("SELECT id, role, expires_at FROM invitations WHERE team_id = ?1 AND email = ?2")?;
    let found: Option<(i64, String, i64)> =
        statement.query_row((to_sql(team.id), email), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let (id, role, expires_at) = found.ok_or_else(|| no_invitation(email))?;
    if expires_at <= now {
        return Err(bad_request("InvitationExpired", "the invitation has expired").help("invite them again"));
    }
    check_count(tx, team)?;
    let member_id = to_sql(member);
    tx.prepare_cached("INSERT INTO memberships (team_id, member_id, role) VALUES (?1, ?2, ?3)")?.execute((
        to_sql(team.id),
        member_id,
        &role,
    ))?;
    tx.prepare_cached(
        "INSERT INTO member_roles (team_id, member_id, role_id) \
         SELECT ?1, ?2, role_id FROM invitation_roles WHERE invitation_id = ?3",
    )?
    .execute((to_sql(team.id), member_id, id))?;
    tx.prepare_cached("DELETE FROM invitations WHERE id = ?1")?.execute([id])?;
    Ok(())
}
