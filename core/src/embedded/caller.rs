//! Who calls, as they present themselves.

use crate::keys::Secret;

/// Who calls, as they present themselves: a token or key, and for a deployment's own operations which deployment.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    pub(super) token: Option<Secret>,
    pub(super) deployment: Option<String>,
    pub(super) client_ip: Option<String>,
    pub(super) user_agent: Option<String>,
}

impl Caller {
    /// Somebody who presents nothing.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// Somebody with an access token or a key.
    #[must_use]
    pub fn with_token(token: impl Into<Secret>) -> Self {
        Self { token: Some(token.into()), ..Self::default() }
    }

    /// The same with another token or key, or with none.
    #[must_use]
    pub fn presenting(self, token: Option<Secret>) -> Self {
        Self { token, ..self }
    }

    /// The deployment whose own operations are called. Without it, it is the one that the key is for.
    #[must_use]
    pub fn on(mut self, deployment_name: impl Into<String>) -> Self {
        self.deployment = Some(deployment_name.into());
        self
    }

    /// Where the call came from: audit logs name it.
    #[must_use]
    pub fn from_client(mut self, ip: Option<String>, user_agent: Option<String>) -> Self {
        self.client_ip = ip;
        self.user_agent = user_agent;
        self
    }
}
