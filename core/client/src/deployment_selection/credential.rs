//! The credential of requests to the platform.

use super::variables::{OVERRIDE, Variables};
use crate::keys::{Secret, cli};

/// Kind of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatformCredentialKind {
    /// Access token of a member.
    AccessToken,
    /// Key of a project.
    ProjectKey,
    /// Key of one deployment.
    DeploymentKey,
    /// Key that creates previews.
    PreviewDeployKey,
}

/// A credential of requests to the platform. `Debug` redacts the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformCredential {
    /// Kind.
    pub kind: PlatformCredentialKind,
    /// Token or key.
    pub token: Secret,
}

impl PlatformCredential {
    /// Chooses the credential: an access token of the environment, the key of a project or deployment, the login, and the
    /// preview deploy key last.
    pub(super) fn choose(variables: &Variables, key: Option<&Secret>, login: Option<&Secret>) -> Option<Self> {
        let credential = |kind, token: &Secret| Self { kind, token: token.clone() };
        if let Some(token) = variables.process(OVERRIDE) {
            return Some(credential(PlatformCredentialKind::AccessToken, &Secret::new(token)));
        }
        let own = key.and_then(|key| {
            if cli::is_project_key(key.expose()) {
                Some(credential(PlatformCredentialKind::ProjectKey, key))
            } else if cli::is_deployment_key(key.expose()) {
                Some(credential(PlatformCredentialKind::DeploymentKey, key))
            } else {
                None
            }
        });
        let preview = || {
            let key = key.filter(|key| cli::is_preview_deploy_key(key.expose()))?;
            Some(credential(PlatformCredentialKind::PreviewDeployKey, key))
        };
        own.or_else(|| login.map(|token| credential(PlatformCredentialKind::AccessToken, token))).or_else(preview)
    }
}
