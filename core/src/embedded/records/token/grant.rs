//! Creates tokens outside the API.

use rusqlite::Transaction;

use crate::embedded::context::Random;
use crate::embedded::secrets::{hash_secret, make};
use crate::error::Result;
use crate::keys::hex;
use crate::model::{MemberId, ProjectId, TeamId};

/// Access that a member grants to an application.
pub(in crate::embedded) struct Grant<'a> {
    pub(in crate::embedded) kind: &'static str,
    pub(in crate::embedded) client_id: &'a str,
    pub(in crate::embedded) member: MemberId,
    pub(in crate::embedded) team: Option<TeamId>,
    pub(in crate::embedded) project: Option<ProjectId>,
    pub(in crate::embedded) now: i64,
}

impl Grant<'_> {
    /// Creates the token and returns its secret.
    pub(in crate::embedded) fn insert(&self, tx: &Transaction<'_>, random: &Random) -> Result<String> {
        let secret = make(random)?;
        let hash = hash_secret(&secret);
        tx.prepare_cached(
            "INSERT INTO tokens (kind, name, lookup, hash, creator, team_id, project_id, client_id, create_time) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            self.kind,
            self.client_id,
            hash.lookup,
            hash.hash,
            self.member,
            self.team,
            self.project,
            self.client_id,
            self.now,
        ))?;
        Ok(secret)
    }
}

/// Creates a personal access token for a member.
pub(in crate::embedded) fn token_of_member(
    tx: &Transaction<'_>,
    random: &Random,
    member: MemberId,
    now: i64,
) -> Result<String> {
    let secret = make(random)?;
    let hash = hash_secret(&secret);
    let name = format!("admin-{}", hex::encode(&random.bytes::<4>()?));
    tx.prepare_cached(
        "INSERT INTO tokens (kind, name, lookup, hash, creator, create_time) VALUES ('personal', ?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((name, hash.lookup, hash.hash, member, now))?;
    Ok(secret)
}
