//! From a token or key to who it is.

use std::str::FromStr;

use rusqlite::Transaction;

use super::identity::TokenRow;
use super::{Allowed, Identity, Scope};
use crate::api::Credential;
use crate::embedded::refusals::unauthenticated;
use crate::embedded::rows::{DeploymentRow, from_sql};
use crate::embedded::secrets::{keep, same, secret_of};
use crate::error::{Error, Result};
use crate::keys::DeployKey;
use crate::keys::admin::{AdminIdentity, AdminKey};
use crate::model::Action;

/// What a preview deploy key may do, and only with previews of its project (assumed; Convex's command makes these calls).
const OF_PREVIEW_KEYS: [Action; 5] = [
    Action::ProjectView,
    Action::DeploymentView,
    Action::DeploymentCreate,
    Action::DeploymentDelete,
    Action::DeploymentDeploy,
];

/// Recognises a token or key: in the forms `ey…`, `<what it names>|ey…` and, for admin keys, `<deployment>|01…`.
///
/// # Errors
/// `Unauthenticated` where it is none, has expired, or its member is gone; `PermissionDenied` with `BadDeployKey` where an
/// admin key was not made for the deployment that it names.
pub(in crate::embedded) fn authenticate(tx: &Transaction<'_>, presented: &str, now: i64) -> Result<Identity> {
    match find_token(tx, secret_of(presented))? {
        Some(found) if found.expires_at.is_some_and(|expires_at| expires_at <= now) => {
            Err(unauthenticated("the token or key has expired"))
        }
        Some(found) => identify(tx, found),
        None => authenticate_admin_key(tx, presented),
    }
}

/// A token or key in the store.
pub(in crate::embedded) struct Found {
    kind: String,
    row: TokenRow,
    creator: Option<u64>,
    team: Option<u64>,
    project: Option<u64>,
    deployment: Option<u64>,
    actions: Option<String>,
    expires_at: Option<i64>,
}

impl Found {
    /// The id of the token or key.
    pub(in crate::embedded) fn id(&self) -> u64 {
        self.row.id
    }
}

/// Finds the token or key with this secret.
pub(in crate::embedded) fn find_token(tx: &Transaction<'_>, secret: &str) -> Result<Option<Found>> {
    let kept = keep(secret);
    let mut statement = tx.prepare_cached(
        "SELECT hash, kind, id, name, create_time, last_used_time, client_id, creator, team_id, project_id, deployment_id, \
         allowed_actions, expires_at FROM tokens WHERE lookup = ?1",
    )?;
    let mut rows = statement.query([kept.lookup])?;
    while let Some(row) = rows.next()? {
        if same(row.get_ref(0)?.as_blob().unwrap_or_default(), &kept.hash) {
            let id = |index| Ok::<_, Error>(row.get::<_, Option<i64>>(index)?.map(from_sql));
            return Ok(Some(Found {
                kind: row.get(1)?,
                row: TokenRow {
                    id: from_sql(row.get(2)?),
                    name: row.get(3)?,
                    create_time: row.get(4)?,
                    last_used_time: row.get(5)?,
                    client_id: row.get(6)?,
                },
                creator: id(7)?,
                team: id(8)?,
                project: id(9)?,
                deployment: id(10)?,
                actions: row.get(11)?,
                expires_at: row.get(12)?,
            }));
        }
    }
    Ok(None)
}

fn identify(tx: &Transaction<'_>, found: Found) -> Result<Identity> {
    let (kind, scope, allowed) = match (found.kind.as_str(), found.team, found.project, found.deployment) {
        ("personal", ..) => (Credential::PersonalAccessToken, Scope::Member, Allowed::AsMember),
        ("team", Some(team), ..) => (Credential::TeamToken, Scope::Team(team), Allowed::AsMember),
        ("oauthTeam", Some(team), ..) => (Credential::OAuthTeamToken, Scope::Team(team), Allowed::AsMember),
        ("oauthProject", _, Some(project), _) => {
            (Credential::OAuthProjectToken, Scope::Project(project), Allowed::AsMember)
        }
        ("preview", _, Some(project), _) => {
            (Credential::PreviewDeployKey, Scope::Project(project), Allowed::Only(OF_PREVIEW_KEYS.to_vec()))
        }
        ("deploy", _, _, Some(deployment)) => {
            (Credential::DeployKey, Scope::Deployment(deployment), Allowed::Only(actions(found.actions.as_deref())))
        }
        _ => return Err(unauthenticated("the token or key is not valid")),
    };
    let identity = Identity { kind, token: Some(found.row), member: found.creator, scope, allowed };
    identity.check_member(tx)?;
    Ok(identity)
}

/// The actions of a deploy key; all of them where it was not limited.
fn actions(listed: Option<&str>) -> Vec<Action> {
    match listed {
        Some(listed) => listed.split(' ').map(Action::from).collect(),
        None => Action::OF_DEPLOY_KEYS.to_vec(),
    }
}

fn authenticate_admin_key(tx: &Transaction<'_>, presented: &str) -> Result<Identity> {
    let unknown = || unauthenticated("the token or key is not valid");
    let key = DeployKey::from_str(presented).ok().filter(DeployKey::has_admin_secret).ok_or_else(unknown)?;
    let name = key.deployment_name().ok_or_else(unknown)?;
    let deployment = DeploymentRow::by_name(tx, name)?.ok_or_else(unknown)?;
    let key = AdminKey::verify(presented, &deployment.name, &deployment.instance_secret)?;
    let (member, allowed) = match (key.identity, key.read_only) {
        (AdminIdentity::Member(member), false) if member != 0 => (Some(member), Allowed::AsMember),
        (AdminIdentity::Member(member), true) if member != 0 => (Some(member), Allowed::AsReadingMember),
        (_, true) => (None, Allowed::Only(Action::READ_ONLY.to_vec())),
        (_, false) => (None, Allowed::Only(Action::OF_DEPLOY_KEYS.to_vec())),
    };
    let scope = Scope::Deployment(deployment.id);
    Ok(Identity { kind: Credential::DeployKey, token: None, member, scope, allowed })
}
