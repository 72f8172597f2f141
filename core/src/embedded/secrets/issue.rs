//! Making and removing tokens and keys.

use super::{keep, make, secret_of};
use crate::embedded::refusals::{conflict, no_token};
use crate::embedded::rows::{from_sql, to_sql};
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::is_taken;
use crate::error::Result;
use crate::model::{Action, expiry, slug};

/// A token or key that shall be made.
pub(in crate::embedded) struct NewToken<'a> {
    pub(in crate::embedded) kind: TokenKind,
    pub(in crate::embedded) name: &'a str,
    /// The actions that a deploy key is limited to.
    pub(in crate::embedded) actions: Option<&'a [Action]>,
    pub(in crate::embedded) expires_at: Option<i64>,
}

/// What kind of token or key it is, and whose.
#[derive(Clone, Copy)]
pub(in crate::embedded) enum TokenKind {
    /// A member's own.
    Personal,
    /// Of a team, on behalf of a member.
    Team(u64),
    /// Of the previews of a project.
    Preview(u64),
    /// Of a deployment.
    Deploy(u64),
}

impl TokenKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Team(_) => "team",
            Self::Preview(_) => "preview",
            Self::Deploy(_) => "deploy",
        }
    }

    /// What it is called to those who look for one that isn't there.
    fn shown(self) -> &'static str {
        match self {
            Self::Personal => "personal access token of the caller",
            Self::Team(_) => "access token of the team",
            Self::Preview(_) => "preview deploy key of the project",
            Self::Deploy(_) => "deploy key of the deployment",
        }
    }

    /// The column that says whose it is, and the id there.
    pub(in crate::embedded) fn owner(self, creator: Option<u64>) -> (&'static str, i64) {
        match self {
            Self::Personal => ("creator", to_sql(creator.unwrap_or_default())),
            Self::Team(id) => ("team_id", to_sql(id)),
            Self::Preview(id) => ("project_id", to_sql(id)),
            Self::Deploy(id) => ("deployment_id", to_sql(id)),
        }
    }
}

/// Makes a token or key: its id, and its secret, which is not to be had again.
///
/// # Errors
/// `InvalidInput` where the name is none or it would expire too soon; `Conflict` where the name is taken.
pub(in crate::embedded) fn issue(call: &RequestContext<'_>, new: &NewToken<'_>) -> Result<(u64, String)> {
    let name = slug::check_name("token or key", new.name)?;
    if let Some(expires_at) = new.expires_at {
        expiry::check_key(expires_at, call.now)?;
    }
    let secret = make(&call.context.random)?;
    let kept = keep(&secret);
    let of = |wanted: &str| {
        let (column, id) = new.kind.owner(call.member());
        (column == wanted).then_some(id)
    };
    let actions = new.actions.map(|actions| actions.iter().map(Action::as_str).collect::<Vec<_>>().join(" "));
    let inserted = call
        .tx
        .prepare_cached(
            "INSERT INTO tokens (kind, name, lookup, hash, creator, team_id, project_id, deployment_id, allowed_actions, \
             create_time, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            new.kind.as_str(),
            name,
            kept.lookup,
            kept.hash,
            call.member().map(to_sql),
            of("team_id"),
            of("project_id"),
            of("deployment_id"),
            actions,
            call.now,
            new.expires_at,
        ));
    match inserted {
        Ok(_) => Ok((from_sql(call.tx.last_insert_rowid()), secret)),
        Err(error) if is_taken(&error) => {
            Err(conflict("AccessTokenNameTaken", format!("there is a token or key with the name `{name}` already")))
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the token or key that `named` is: its whole text, its secret, its name, or its id. Gives its id.
///
/// A text that is the secret of one and the name of another is the secret: that one must go.
///
/// # Errors
/// `NotFound` where there is none.
pub(in crate::embedded) fn revoke(call: &RequestContext<'_>, kind: TokenKind, named: &str) -> Result<u64> {
    let (column, owner) = kind.owner(call.member());
    let id = named_by(call, kind, column, owner, named)?.ok_or_else(|| no_token(kind.shown()))?;
    call.tx.prepare_cached("DELETE FROM tokens WHERE id = ?1")?.execute([to_sql(id)])?;
    Ok(id)
}

fn named_by(call: &RequestContext<'_>, kind: TokenKind, column: &str, owner: i64, named: &str) -> Result<Option<u64>> {
    let by_secret = crate::embedded::access::find_token(call.tx, secret_of(named))?.map(|found| found.id());
    if let Some(id) = by_secret
        && is_of(call, kind, column, owner, "id = ?3", &to_sql(id))?.is_some()
    {
        return Ok(Some(id));
    }
    if let Some(id) = is_of(call, kind, column, owner, "name = ?3", &named)? {
        return Ok(Some(id));
    }
    match named.parse::<i64>() {
        Ok(id) => is_of(call, kind, column, owner, "id = ?3", &id),
        Err(_) => Ok(None),
    }
}

fn is_of(
    call: &RequestContext<'_>,
    kind: TokenKind,
    column: &str,
    owner: i64,
    condition: &str,
    value: &dyn rusqlite::ToSql,
) -> Result<Option<u64>> {
    // A team's tokens belong to those who made them.
    let creator = call.member().filter(|_| matches!(kind, TokenKind::Team(_))).map(to_sql);
    let sql = format!(
        "SELECT id FROM tokens WHERE kind = ?1 AND {column} = ?2 AND {condition} AND (?4 IS NULL OR creator = ?4)"
    );
    let mut statement = call.tx.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params![kind.as_str(), owner, value, creator])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?.map(from_sql))
}
