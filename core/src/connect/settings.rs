//! Settings of a connection, and the engine for them.

use std::sync::Arc;
use std::time::Duration;

use super::{embedded, http};
use crate::engine::Engine;
use crate::error::Result;
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

    /// Returns the engine for the location.
    pub(super) fn open(self) -> Result<Arc<dyn Engine>> {
        if self.location.starts_with("embedded:") { embedded::open(self) } else { http::open(self) }
    }
}

/// Returns a variable of the environment. An empty one counts as unset, as for Convex's command.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
