//! Caller of an operation.

use crate::keys::Secret;

/// Caller of an operation: a token or key, and for a deployment's own operations the name of the deployment.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub(super) token: Option<Secret>,
    /// Token of an app's user, who has no access to the deployment itself.
    pub(super) user: Option<Secret>,
    pub(super) deployment: Option<String>,
    pub(super) client_ip: Option<String>,
    pub(super) user_agent: Option<String>,
}

impl Caller {
    /// Creates a caller without a token or key.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// Creates a caller with an access token or a key.
    #[must_use]
    pub fn with_token(token: impl Into<Secret>) -> Self {
        Self { token: Some(token.into()), ..Self::default() }
    }

    /// Checks if the caller has neither token nor key.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.token.is_none()
    }

    /// Replaces the token or key; `None` removes it. The caller is no longer a user of an app.
    #[must_use]
    pub fn presenting(self, token: Option<Secret>) -> Self {
        Self { token, user: None, ..self }
    }

    /// Makes the caller a user of the deployment's app, signed in with this token.
    #[must_use]
    pub fn as_user(self, token: impl Into<Secret>) -> Self {
        Self { token: None, user: Some(token.into()), ..self }
    }

    /// Sets the deployment whose own operations are called. Defaults to the deployment of the key.
    #[must_use]
    pub fn on(mut self, deployment_name: impl Into<String>) -> Self {
        self.deployment = Some(deployment_name.into());
        self
    }

    /// Sets the origin of the call, which audit logs record.
    #[must_use]
    pub fn from_client(mut self, ip: Option<String>, user_agent: Option<String>) -> Self {
        self.client_ip = ip;
        self.user_agent = user_agent;
        self
    }
}
