//! Members: who joins a team, and their tokens.

use rusqlite::{OptionalExtension, Transaction};
use serde_json::json;

use super::Admin;
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::Platform;
use crate::embedded::audit::note_as_system;
use crate::embedded::context::Context;
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::rows::{from_sql, to_sql};
use crate::embedded::secrets::{keep, make};
use crate::embedded::teams::{accept, check_email, check_member_count};
use crate::error::Result;
use crate::keys::{Secret, hex};
use crate::model::{MemberId, Role, TeamId};

/// A member who has just joined a team.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NewMember {
    /// The member.
    pub member_id: MemberId,
    /// A personal access token of theirs.
    pub token: Secret,
}

impl Admin<'_> {
    /// Adds a member to a team, with a built-in role, and makes a token of theirs. Who has the address in another team is
    /// the same member.
    ///
    /// # Errors
    /// `NotFound` when there is no such team; `InvalidInput` when the address is none or the role is not built in;
    /// `Conflict` when they are in the team; `LimitExceeded` when its plan has no room.
    pub fn add_member(&self, team: TeamId, email: &str, role: &Role) -> Result<NewMember> {
        let platform = self.platform;
        platform.runtime.with_time(true, |tx, now| {
            let team = Platform::team_row(tx, team)?;
            if !matches!(role, Role::Admin | Role::Developer) {
                return Err(bad_request("InvalidRole", "a member is added as `admin` or `developer`"));
            }
            let member = find_or_insert(tx, check_email(email)?, None, now)?;
            let key = (to_sql(team.id), to_sql(member.0));
            let mut in_team = tx.prepare_cached("SELECT 1 FROM memberships WHERE team_id = ?1 AND member_id = ?2")?;
            if in_team.exists(key)? {
                return Err(conflict("AlreadyMember", "they are a member of the team already"));
            }
            check_member_count(tx, &team)?;
            tx.prepare_cached("INSERT INTO memberships (team_id, member_id, role) VALUES (?1, ?2, ?3)")?.execute((
                key.0,
                key.1,
                role.as_str(),
            ))?;
            note_as_system(tx, team.id, &TeamAuditAction::TeamJoin, &json!({ "memberId": member }), now)?;
            Ok(NewMember {
                member_id: member,
                token: Secret::new(token_of(tx, platform.runtime.context(), member, now)?),
            })
        })
    }

    /// Accepts an invitation, as its receiver would, and makes a token of theirs.
    ///
    /// # Errors
    /// `NotFound` when there is no such invitation; `InvalidInput` when it has expired; `LimitExceeded` when the team's plan
    /// has no room.
    pub fn accept_invitation(&self, team: TeamId, email: &str) -> Result<NewMember> {
        let platform = self.platform;
        platform.runtime.with_time(true, |tx, now| {
            let team = Platform::team_row(tx, team)?;
            let email = check_email(email)?;
            let member = find_or_insert(tx, email, None, now)?;
            accept(tx, &team, email, member.0, now)?;
            note_as_system(tx, team.id, &TeamAuditAction::TeamJoin, &json!({ "memberId": member }), now)?;
            Ok(NewMember {
                member_id: member,
                token: Secret::new(token_of(tx, platform.runtime.context(), member, now)?),
            })
        })
    }
}

/// The member with this address.
pub(super) fn find_or_insert(tx: &Transaction<'_>, email: &str, name: Option<&str>, now: i64) -> Result<MemberId> {
    let mut statement = tx.prepare_cached("SELECT id FROM members WHERE email = ?1")?;
    if let Some(id) = statement.query_row([email], |row| row.get(0)).optional()? {
        return Ok(MemberId(from_sql(id)));
    }
    tx.prepare_cached("INSERT INTO members (name, email, create_time) VALUES (?1, ?2, ?3)")?
        .execute((name, email, now))?;
    Ok(MemberId(from_sql(tx.last_insert_rowid())))
}

/// Makes a personal access token of a member.
pub(super) fn token_of(tx: &Transaction<'_>, context: &Context, member: MemberId, now: i64) -> Result<String> {
    let secret = make(&context.random)?;
    let kept = keep(&secret);
    let name = format!("admin-{}", hex::encode(&context.random.bytes::<4>()?));
    tx.prepare_cached(
        "INSERT INTO tokens (kind, name, lookup, hash, creator, create_time) VALUES ('personal', ?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((name, kept.lookup, kept.hash, to_sql(member.0), now))?;
    Ok(secret)
}
