//! Creates tokens and keys.

use rusqlite::Transaction;

use super::kind::TokenKind;
use crate::embedded::context::Random;
use crate::embedded::records::ids::RowId;
use crate::embedded::refusals::conflict;
use crate::embedded::secrets::{hash_secret, make};
use crate::embedded::store::is_taken;
use crate::error::Result;
use crate::model::{AccessTokenId, Action, MemberId, expiry, slug};

/// A token or key to be created.
pub(in crate::embedded) struct NewToken<'a> {
    pub(in crate::embedded) kind: TokenKind,
    pub(in crate::embedded) name: &'a str,
    /// Allowed actions of a deploy key.
    pub(in crate::embedded) actions: Option<&'a [Action]>,
    pub(in crate::embedded) expires_at: Option<i64>,
    /// Member who creates it.
    pub(in crate::embedded) creator: Option<MemberId>,
    pub(in crate::embedded) now: i64,
}

/// Creates a token or key. Returns its ID, and its secret, which cannot be read again.
///
/// # Errors
/// `InvalidInput` if the name is invalid or it would expire too soon; `Conflict` if the name is taken.
pub(in crate::embedded) fn issue(
    tx: &Transaction<'_>,
    random: &Random,
    new: &NewToken<'_>,
) -> Result<(AccessTokenId, String)> {
    let name = slug::check_name("token or key", new.name)?;
    if let Some(expires_at) = new.expires_at {
        expiry::check_key(expires_at, new.now)?;
    }
    let secret = make(random)?;
    let hash = hash_secret(&secret);
    let of = |wanted: &str| {
        let (column, id) = new.kind.owner(new.creator);
        (column == wanted).then_some(id)
    };
    let actions = new.actions.map(|actions| actions.iter().map(Action::as_str).collect::<Vec<_>>().join(" "));
    let inserted = tx
        .prepare_cached(
            "INSERT INTO tokens (kind, name, lookup, hash, creator, team_id, project_id, deployment_id, allowed_actions, \
             create_time, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            new.kind.as_str(),
            name,
            hash.lookup,
            hash.hash,
            new.creator,
            of("team_id"),
            of("project_id"),
            of("deployment_id"),
            actions,
            new.now,
            new.expires_at,
        ));
    match inserted {
        Ok(_) => Ok((AccessTokenId::last_inserted(tx), secret)),
        Err(error) if is_taken(&error) => {
            Err(conflict("AccessTokenNameTaken", format!("a token or key with the name `{name}` already exists")))
        }
        Err(error) => Err(error.into()),
    }
}
