//! Settings of a connection.

use std::time::Duration;

use crate::keys::Secret;

/// Environment variable with the access token.
pub(super) const ACCESS_TOKEN: &str = "CONVEX_ACCESS_TOKEN";

/// URL of Convex's platform.
pub(super) const CONVEX: &str = "https://api.convex.dev";

/// Settings of a connection.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) location: String,
    pub(super) token: Option<Secret>,
    pub(super) timeout: Option<Duration>,
    pub(super) max_attempts: Option<usize>,
}

impl Settings {
    pub(super) fn new(location: impl Into<String>) -> Self {
        Self { location: location.into(), token: None, timeout: None, max_attempts: None }
    }
}

/// Returns a variable of the environment. An empty one counts as unset, as for Convex's command.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
