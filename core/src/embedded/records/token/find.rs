//! Finds tokens and keys by secret.

use rusqlite::Transaction;

use crate::embedded::secrets::{hash_secret, same};
use crate::error::Result;
use crate::model::{AccessTokenId, DeploymentId, MemberId, ProjectId, TeamId};

/// A stored token or key, without its secret.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct TokenRow {
    pub(in crate::embedded) id: AccessTokenId,
    pub(in crate::embedded) name: String,
    pub(in crate::embedded) create_time: i64,
    pub(in crate::embedded) last_used_time: Option<i64>,
    pub(in crate::embedded) client_id: Option<String>,
}

/// A stored token or key with its kind and expiration.
pub(in crate::embedded) struct FoundToken {
    pub(in crate::embedded) kind: String,
    pub(in crate::embedded) row: TokenRow,
    pub(in crate::embedded) creator: Option<MemberId>,
    pub(in crate::embedded) team: Option<TeamId>,
    pub(in crate::embedded) project: Option<ProjectId>,
    pub(in crate::embedded) deployment: Option<DeploymentId>,
    pub(in crate::embedded) actions: Option<String>,
    pub(in crate::embedded) expires_at: Option<i64>,
}

/// Finds the token or key with this secret.
pub(in crate::embedded) fn find_token(tx: &Transaction<'_>, secret: &str) -> Result<Option<FoundToken>> {
    let hash = hash_secret(secret);
    let mut statement = tx.prepare_cached(
        "SELECT hash, kind, id, name, create_time, last_used_time, client_id, creator, team_id, project_id, deployment_id, \
         allowed_actions, expires_at FROM tokens WHERE lookup = ?1",
    )?;
    let mut rows = statement.query([hash.lookup])?;
    while let Some(row) = rows.next()? {
        if same(row.get_ref(0)?.as_blob().unwrap_or_default(), &hash.hash) {
            return Ok(Some(FoundToken {
                kind: row.get(1)?,
                row: TokenRow {
                    id: row.get(2)?,
                    name: row.get(3)?,
                    create_time: row.get(4)?,
                    last_used_time: row.get(5)?,
                    client_id: row.get(6)?,
                },
                creator: row.get(7)?,
                team: row.get(8)?,
                project: row.get(9)?,
                deployment: row.get(10)?,
                actions: row.get(11)?,
                expires_at: row.get(12)?,
            }));
        }
    }
    Ok(None)
}

/// Checks if a token or key exists and has not expired.
pub(in crate::embedded) fn is_valid(tx: &Transaction<'_>, id: AccessTokenId, now: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM tokens WHERE id = ?1 AND (expires_at IS NULL OR expires_at > ?2)";
    Ok(tx.prepare_cached(sql)?.exists((id, now))?)
}

/// Sets when a token or key was last used.
pub(in crate::embedded) fn note_use(tx: &Transaction<'_>, id: AccessTokenId, now: i64) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE tokens SET last_used_time = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}
