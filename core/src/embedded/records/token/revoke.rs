//! Deletes tokens and keys.

use rusqlite::{ToSql, Transaction};

use super::find::find_token;
use super::kind::TokenKind;
use crate::embedded::refusals::no_token;
use crate::embedded::secrets::secret_of;
use crate::error::Result;
use crate::model::{AccessTokenId, MemberId};

/// Deletes the token or key that `named` identifies by its whole text, secret, name or ID. Returns its ID.
///
/// A text that is both a secret and another token's name counts as the secret: revoking a leaked secret comes first.
///
/// # Errors
/// `NotFound` if it does not exist.
pub(in crate::embedded) fn revoke(
    tx: &Transaction<'_>,
    kind: TokenKind,
    member: Option<MemberId>,
    named: &str,
) -> Result<AccessTokenId> {
    let id = DeletableTokens { tx, kind, member }.identify(named)?.ok_or_else(|| no_token(kind.describe()))?;
    tx.prepare_cached("DELETE FROM tokens WHERE id = ?1")?.execute([id])?;
    Ok(id)
}

/// Tokens or keys of a kind that a member may delete.
struct DeletableTokens<'a> {
    tx: &'a Transaction<'a>,
    kind: TokenKind,
    member: Option<MemberId>,
}

impl DeletableTokens<'_> {
    fn identify(&self, named: &str) -> Result<Option<AccessTokenId>> {
        let by_secret = find_token(self.tx, secret_of(named))?.map(|found| found.row.id);
        if let Some(id) = by_secret
            && self.find("id = ?3", &id)?.is_some()
        {
            return Ok(Some(id));
        }
        if let Some(id) = self.find("name = ?3", &named)? {
            return Ok(Some(id));
        }
        match named.parse::<i64>() {
            Ok(id) => self.find("id = ?3", &id),
            Err(_) => Ok(None),
        }
    }

    fn find(&self, condition: &str, value: &dyn ToSql) -> Result<Option<AccessTokenId>> {
        let (column, owner) = self.kind.owner(self.member);
        // A team's tokens belong to the members who created them.
        let creator = self.member.filter(|_| matches!(self.kind, TokenKind::Team(_)));
        let sql = format!(
            "SELECT id FROM tokens WHERE kind = ?1 AND {column} = ?2 AND {condition} AND (?4 IS NULL OR creator = ?4)"
        );
        let mut statement = self.tx.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params![self.kind.as_str(), owner, value, creator])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}
