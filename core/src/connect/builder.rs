//! Builder of connections to a platform.

use std::time::Duration;

use super::open::open;
use super::settings::{ACCESS_TOKEN, CONVEX, IN_MEMORY, Settings, variable};
use crate::engine::Connection;
use crate::error::Result;
use crate::handles::{Convex, ReleaseLocation};
use crate::keys::Secret;

/// Builder of a connection to a platform, for other settings than those of [`connect`](crate::connect).
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// use convex_ops::ConvexBuilder;
/// use std::time::Duration;
///
/// let convex = ConvexBuilder::new("https://api.convex.dev")
///     .token("ey…token".replace('…', ""))
///     .timeout(Duration::from_secs(10))
///     .max_attempts(2)
///     .build()?;
/// # let _ = convex;
/// # }
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ConvexBuilder {
    settings: Settings,
    releases: ReleaseLocation,
}

impl ConvexBuilder {
    /// Creates a builder for a location; see [`connect`](crate::connect).
    pub fn new(location: impl Into<String>) -> Self {
        Self { settings: Settings::new(location), releases: ReleaseLocation::default() }
    }

    /// Sets the access token, in place of the environment variable `CONVEX_ACCESS_TOKEN`.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// Sets the overall timeout of a call, with all its attempts. 120 seconds by default. An embedded platform has none.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of attempts of a call. 5 by default; 1 disables retries.
    pub fn max_attempts(mut self, max_attempts: usize) -> Self {
        self.settings.max_attempts = Some(max_attempts);
        self
    }

    /// Sets the location of the release store: of the artifacts that were deployed, and their entries. By default, it is
    /// the folder in `CONVEX_OPS_RELEASES`, or else `.convex-ops/releases`. A platform in memory keeps them in memory.
    pub fn releases(mut self, releases: ReleaseLocation) -> Self {
        self.releases = releases;
        self
    }

    /// Connects through a proxy that serves the platform's API, such as one of your own site. The location may have a path,
    /// and needs no token: the proxy may add it.
    ///
    /// ```
    /// # #[cfg(feature = "client")]
    /// # {
    /// let convex = convex_ops::ConvexBuilder::new("https://todo.example/convex-api").through_proxy().build()?;
    /// # let _ = convex;
    /// # }
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    #[cfg(feature = "client-core")]
    pub fn through_proxy(mut self) -> Self {
        self.settings.through_proxy = true;
        self
    }

    /// Sets the transport of requests, such as a browser's `fetch`. An embedded platform needs none.
    #[cfg(feature = "client-core")]
    pub fn transport(mut self, transport: impl crate::client::Transport) -> Self {
        self.settings.transport = Some(super::settings::OwnTransport(std::sync::Arc::new(transport)));
        self
    }

    /// Connects, without making a call.
    ///
    /// # Errors
    ///
    /// See [`connect`](crate::connect).
    pub fn build(mut self) -> Result<Convex> {
        if self.settings.token.is_none() && !self.settings.location.starts_with("embedded:") {
            self.settings.token = variable(ACCESS_TOKEN).map(Secret::from);
        }
        if self.settings.location == IN_MEMORY && matches!(self.releases, ReleaseLocation::Default) {
            self.releases = ReleaseLocation::memory();
        }
        Ok(Convex::new(Connection::new(open(self.settings)?)).with_releases(self.releases))
    }
}

impl Default for ConvexBuilder {
    /// Creates a builder for `https://api.convex.dev`.
    fn default() -> Self {
        Self::new(CONVEX)
    }
}
