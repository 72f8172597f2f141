//! Authenticates a token or key.

use std::str::FromStr;

use rusqlite::Transaction;

use super::identity::{AllowedActions, Identity, Scope};
use crate::api::Credential;
use crate::embedded::records::{DeploymentRow, FoundToken, find_token, is_valid};
use crate::embedded::refusals::unauthenticated;
use crate::embedded::secrets::secret_of;
use crate::error::Result;
use crate::keys::ParsedKey;
use crate::keys::admin::{AdminIdentity, AdminKey};
use crate::model::{AccessTokenId, Action, MemberId};

/// Actions of a preview deploy key on previews of its project (assumed; Convex's command makes these calls).
const OF_PREVIEW_KEYS: [Action; 5] = [
    Action::ProjectView,
    Action::DeploymentView,
    Action::DeploymentCreate,
    Action::DeploymentDelete,
    Action::DeploymentDeploy,
];

/// Authenticates a token or key in one of the forms `ey…`, `<name>|ey…` and, for admin keys, `<deployment>|01…`.
///
/// # Errors
/// `Unauthenticated` if it is malformed, unknown or expired, or if its member no longer exists; `PermissionDenied` with
/// `BadDeployKey` if an admin key belongs to another deployment than the one it names.
pub(in crate::embedded) fn authenticate(tx: &Transaction<'_>, presented: &str, now: i64) -> Result<Identity> {
    match find_token(tx, secret_of(presented))? {
        Some(found) if found.expires_at.is_some_and(|expires_at| expires_at <= now) => {
            Err(unauthenticated("the token or key has expired"))
        }
        Some(found) => identify(tx, found),
        None => authenticate_admin_key(tx, presented, now),
    }
}

fn identify(tx: &Transaction<'_>, found: FoundToken) -> Result<Identity> {
    let (kind, scope, allowed) = match (found.kind.as_str(), found.team, found.project, found.deployment) {
        ("personal", ..) => (Credential::PersonalAccessToken, Scope::Member, AllowedActions::AsMember),
        ("team", Some(team), ..) => (Credential::TeamToken, Scope::Team(team), AllowedActions::AsMember),
        ("oauthTeam", Some(team), ..) => (Credential::OAuthTeamToken, Scope::Team(team), AllowedActions::AsMember),
        ("oauthProject", _, Some(project), _) => {
            (Credential::OAuthProjectToken, Scope::Project(project), AllowedActions::AsMember)
        }
        ("preview", _, Some(project), _) => {
            (Credential::PreviewDeployKey, Scope::Project(project), AllowedActions::Only(OF_PREVIEW_KEYS.to_vec()))
        }
        ("deploy", _, _, Some(deployment)) => (
            Credential::DeployKey,
            Scope::Deployment(deployment),
            AllowedActions::Only(actions(found.actions.as_deref())),
        ),
        _ => return Err(unauthenticated("the token or key is not valid")),
    };
    let identity = Identity { kind, token: Some(found.row), member: found.creator, scope, allowed };
    identity.check_member(tx)?;
    Ok(identity)
}

/// Returns the actions of a deploy key: all of them if it has no restriction.
fn actions(listed: Option<&str>) -> Vec<Action> {
    match listed {
        Some(listed) => listed.split(' ').map(Action::from).collect(),
        None => Action::OF_DEPLOY_KEYS.to_vec(),
    }
}

fn authenticate_admin_key(tx: &Transaction<'_>, presented: &str, now: i64) -> Result<Identity> {
    let unknown = || unauthenticated("the token or key is not valid");
    let key = ParsedKey::from_str(presented).ok().filter(ParsedKey::has_admin_secret).ok_or_else(unknown)?;
    let name = key.deployment_name().ok_or_else(unknown)?;
    let deployment = DeploymentRow::by_name(tx, name)?.ok_or_else(unknown)?;
    let key = AdminKey::verify(presented, &deployment.name, &deployment.instance_secret(tx)?)?;
    if let Some(token) = key.token
        && !is_valid(tx, AccessTokenId(token), now)?
    {
        return Err(unauthenticated("the token or key that this key was obtained with is no longer valid"));
    }
    let (member, allowed) = match (key.identity, key.read_only) {
        (AdminIdentity::Member(member), false) if member != 0 => (Some(MemberId(member)), AllowedActions::AsMember),
        (AdminIdentity::Member(member), true) if member != 0 => {
            (Some(MemberId(member)), AllowedActions::AsReadingMember)
        }
        (_, true) => (None, AllowedActions::Only(Action::READ_ONLY.to_vec())),
        (_, false) => (None, AllowedActions::Only(Action::OF_DEPLOY_KEYS.to_vec())),
    };
    let scope = Scope::Deployment(deployment.id);
    Ok(Identity { kind: Credential::DeployKey, token: None, member, scope, allowed })
}
