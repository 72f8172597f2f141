//! Tokens that are made outside the API.

use rusqlite::Transaction;

use crate::embedded::context::Random;
use crate::embedded::records::number::to_sql;
use crate::embedded::secrets::{keep, make};
use crate::error::Result;
use crate::keys::hex;
use crate::model::MemberId;

/// What a member lets an application do.
pub(in crate::embedded) struct Grant<'a> {
    pub(in crate::embedded) kind: &'static str,
    pub(in crate::embedded) client_id: &'a str,
    pub(in crate::embedded) member: MemberId,
    pub(in crate::embedded) team: Option<u64>,
    pub(in crate::embedded) project: Option<u64>,
    pub(in crate::embedded) now: i64,
}

impl Grant<'_> {
    /// Makes the token: its secret.
    pub(in crate::embedded) fn insert(&self, tx: &Transaction<'_>, random: &Random) -> Result<String> {
        let secret = make(random)?;
        let kept = keep(&secret);
        tx.prepare_cached(
            "INSERT INTO tokens (kind, name, lookup, hash, creator, team_id, project_id, client_id, create_time) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            self.kind,
            self.client_id,
            kept.lookup,
            kept.hash,
            to_sql(self.member.0),
            self.team.map(to_sql),
            self.project.map(to_sql),
            self.client_id,
            self.now,
        ))?;
        Ok(secret)
    }
}

/// Makes a personal access token of a member.
pub(in crate::embedded) fn token_of_member(
    tx: &Transaction<'_>,
    random: &Random,
    member: MemberId,
    now: i64,
) -> Result<String> {
    let secret = make(random)?;
    let kept = keep(&secret);
    let name = format!("admin-{}", hex::encode(&random.bytes::<4>()?));
    tx.prepare_cached(
        "INSERT INTO tokens (kind, name, lookup, hash, creator, create_time) VALUES ('personal', ?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((name, kept.lookup, kept.hash, to_sql(member.0), now))?;
    Ok(secret)
}
