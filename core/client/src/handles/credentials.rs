//! The kind of token that a connection uses, and the access to deployments that it has obtained.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::api::access_tokens::{GetTokenDetails, TokenDetails};
use crate::engine::{Connection, Engine};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{ProjectId, TeamId};

/// Kind of the token or key of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum IdentityKind {
    /// A member, by a personal access token.
    Member,
    /// A team, by a token of its own or one that a member granted to an application.
    Team,
    /// A project, by a token that a member granted to an application.
    Project,
    /// A deployment, by a deploy key or admin key.
    Deployment,
}

/// Caller that a connection acts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Identity {
    /// Kind of the token or key.
    pub kind: IdentityKind,
    /// Team that a team's token belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Project that a project's token belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

impl Identity {
    pub(super) fn of(kind: IdentityKind) -> Self {
        Self { kind, team_id: None, project_id: None }
    }
}

/// State that all handles of a connection share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    identity: Mutex<Option<Identity>>,
    /// Engines with obtained access, by the name of the deployment.
    engines: Mutex<BTreeMap<String, Arc<dyn Engine>>>,
}

impl Shared {
    /// Creates the state of a connection whose identity is known.
    pub(super) fn of(identity: Identity) -> Self {
        Self { identity: Mutex::new(Some(identity)), engines: Mutex::default() }
    }

    /// Returns the identity. Requests it at the first call.
    pub(super) async fn identity(&self, connection: &Connection) -> Result<Identity> {
        if let Some(identity) = *lock(&self.identity) {
            return Ok(identity);
        }
        let identity = match connection.call(GetTokenDetails {}).await {
            Ok(TokenDetails::Team(team)) => {
                Identity { team_id: Some(team.team_id), ..Identity::of(IdentityKind::Team) }
            }
            Ok(TokenDetails::Project(project)) => {
                Identity { project_id: Some(project.project_id), ..Identity::of(IdentityKind::Project) }
            }
            Ok(TokenDetails::Other(_)) => Identity::of(IdentityKind::Member),
            // Only tokens of teams and projects have details.
            Err(error) if is_wrong_credential(&error) => Identity::of(IdentityKind::Member),
            Err(error) => return Err(error),
        };
        *lock(&self.identity) = Some(identity);
        Ok(identity)
    }

    pub(super) fn engine(&self, deployment: &str) -> Option<Arc<dyn Engine>> {
        lock(&self.engines).get(deployment).cloned()
    }

    pub(super) fn keep_engine(&self, deployment: &str, engine: &Arc<dyn Engine>) {
        lock(&self.engines).insert(deployment.to_owned(), Arc::clone(engine));
    }

    /// Forgets the access to a deployment, such as after its deletion.
    pub(super) fn forget_engine(&self, deployment: &str) {
        lock(&self.engines).remove(deployment);
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns `true` if the credential is of the wrong kind.
pub(super) fn is_wrong_credential(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::InvalidInput)
}
