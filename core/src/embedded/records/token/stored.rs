//! Reads stored tokens and keys without their secrets.

use rusqlite::{Row, Transaction};

use super::kind::TokenKind;
use crate::api::PageResponse;
use crate::embedded::paging::Walk;
use crate::error::Result;
use crate::model::{AccessTokenId, Action, MemberId};

/// A stored token or key, without its secret.
pub(in crate::embedded) struct StoredToken {
    pub(in crate::embedded) id: AccessTokenId,
    pub(in crate::embedded) name: String,
    pub(in crate::embedded) creator: Option<MemberId>,
    pub(in crate::embedded) actions: Option<Vec<Action>>,
    pub(in crate::embedded) create_time: i64,
    pub(in crate::embedded) last_used_time: Option<i64>,
    pub(in crate::embedded) expires_at: Option<i64>,
}

const STORED: &str = "SELECT id, name, creator, allowed_actions, create_time, last_used_time, expires_at FROM tokens";

impl StoredToken {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let actions: Option<String> = row.get(3)?;
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            creator: row.get(2)?,
            actions: actions.map(|listed| listed.split(' ').map(Action::from).collect()),
            create_time: row.get(4)?,
            last_used_time: row.get(5)?,
            expires_at: row.get(6)?,
        })
    }
}

/// Returns all keys of a project or deployment, newest first.
pub(in crate::embedded) fn tokens_of_owner(
    tx: &Transaction<'_>,
    kind: TokenKind,
    member: Option<MemberId>,
) -> Result<Vec<StoredToken>> {
    let (column, owner) = kind.owner(member);
    let sql = format!("{STORED} WHERE kind = ?1 AND {column} = ?2 ORDER BY id DESC");
    let mut statement = tx.prepare_cached(&sql)?;
    let found = statement.query_map((kind.as_str(), owner), StoredToken::read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns a page of a member's tokens of this kind, newest first.
pub(in crate::embedded) fn page_of_tokens(
    tx: &Transaction<'_>,
    kind: TokenKind,
    member: Option<MemberId>,
    before: Option<i64>,
    limit: usize,
) -> Result<PageResponse<StoredToken>> {
    let (column, owner) = kind.owner(member);
    let sql = format!("{STORED} WHERE kind = ?1 AND {column} = ?2 AND creator = ?3 AND id < ?4 ORDER BY id DESC");
    let mut statement = tx.prepare_cached(&sql)?;
    let before = before.unwrap_or(i64::MAX);
    let mut rows = statement.query((kind.as_str(), owner, member, before))?;
    let mut walk = Walk::new(limit);
    while let Some(row) = rows.next()? {
        let token = StoredToken::read(row)?;
        let cursor = token.id.to_string();
        if !walk.step(Some(token), cursor) {
            break;
        }
    }
    Ok(walk.finish())
}
