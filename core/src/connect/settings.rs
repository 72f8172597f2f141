//! Settings of a connection.

use std::time::Duration;

use crate::keys::Secret;

/// Environment variable with the access token.
pub(super) const ACCESS_TOKEN: &str = "CONVEX_ACCESS_TOKEN";

/// URL of Convex's platform.
pub(super) const CONVEX: &str = "https://api.convex.dev";

/// Location of a platform that ends with its process.
pub(super) const IN_MEMORY: &str = "embedded:";

/// Transport of the caller, in place of the default one.
#[cfg(feature = "client-core")]
#[derive(Clone)]
pub(super) struct OwnTransport(pub(super) std::sync::Arc<dyn crate::client::Transport>);

#[cfg(feature = "client-core")]
impl std::fmt::Debug for OwnTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnTransport").finish_non_exhaustive()
    }
}

/// Settings of a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) location: String,
    pub(super) token: Option<Secret>,
    pub(super) timeout: Option<Duration>,
    pub(super) max_attempts: Option<usize>,
    /// A proxy serves the platform: the location may have a path, and the proxy may add the token.
    #[cfg(feature = "client-core")]
    pub(super) through_proxy: bool,
    #[cfg(feature = "client-core")]
    pub(super) transport: Option<OwnTransport>,
}

impl Settings {
    pub(super) fn new(location: impl Into<String>) -> Self {
        Self { location: location.into(), ..Self::default() }
    }
}

/// Returns a variable of the environment. An empty one counts as unset, as for Convex's command.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
