//! Invitations to teams.

use rusqlite::{OptionalExtension, Transaction};

use super::member::check_member_count;
use super::team::TeamRow;
use crate::embedded::refusals::{bad_request, not_found};
use crate::error::{Error, Result};
use crate::model::MemberId;

/// Invitation not found.
pub(in crate::embedded) fn no_invitation(email: &str) -> Error {
    not_found("InvitationNotFound", "invitation for", email)
}

/// Accepts an invitation on behalf of its recipient, `member`.
///
/// # Errors
/// `NotFound` if it does not exist, `InvalidInput` if it has expired, `LimitExceeded` if the team is full.
pub(in crate::embedded) fn accept_invitation(
    tx: &Transaction<'_>,
    team: &TeamRow,
    email: &str,
    member: MemberId,
    now: i64,
) -> Result<()> {
    let mut statement =
        tx.prepare_cached("SELECT id, role, expires_at FROM invitations WHERE team_id = ?1 AND email = ?2")?;
    let found: Option<(i64, String, i64)> =
        statement.query_row((team.id, email), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let (id, role, expires_at) = found.ok_or_else(|| no_invitation(email))?;
    if expires_at <= now {
        return Err(bad_request("InvitationExpired", "the invitation has expired").help("invite the member again"));
    }
    check_member_count(tx, team)?;
    let member_id = member;
    tx.prepare_cached("INSERT INTO memberships (team_id, member_id, role) VALUES (?1, ?2, ?3)")?
        .execute((team.id, member_id, &role))?;
    tx.prepare_cached(
        "INSERT INTO member_roles (team_id, member_id, role_id) \
         SELECT ?1, ?2, role_id FROM invitation_roles WHERE invitation_id = ?3",
    )?
    .execute((team.id, member_id, id))?;
    tx.prepare_cached("DELETE FROM invitations WHERE id = ?1")?.execute([id])?;
    Ok(())
}
