//! Connections to one deployment, by its key.

use std::time::Duration;

use super::open::open;
use super::settings::{CONVEX, Settings};
use crate::engine::Connection;
use crate::error::Result;
use crate::handles::Target;
use crate::keys::{KeyKind, Secret, parse_key};

/// Connects to the deployment of a deploy key, such as `prod:happy-otter-123|ey…`. Connecting makes no call.
///
/// Everything that the key allows works: data, environment variables, exports. Resources of the platform, such as the
/// list of keys, need an access token and [`connect`](crate::connect).
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// use convex_ops::{Result, from_deploy_key};
///
/// async fn site(key: &str) -> Result<bool> {
///     Ok(from_deploy_key(key)?.environment().names().await?.contains("SITE_URL"))
/// }
/// # }
/// ```
///
/// # Errors
///
/// `InvalidInput` if the key is malformed, or does not belong to one deployment. `Unsupported` if this build has no HTTP
/// client.
pub fn from_deploy_key(key: impl Into<Secret>) -> Result<Target> {
    TargetBuilder::new(key).build()
}

/// Builder of a connection to the deployment of a key, for other settings than those of [`from_deploy_key`].
///
/// ```
/// # #[cfg(feature = "client")]
/// # {
/// use convex_ops::{Result, Target, TargetBuilder};
///
/// /// Connects to a self-hosted deployment.
/// fn own(admin_key: &str) -> Result<Target> {
///     TargetBuilder::new(admin_key).url("http://127.0.0.1:3210").build()
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct TargetBuilder {
    key: Secret,
    url: Option<String>,
    chosen_by: String,
    settings: Settings,
}

impl TargetBuilder {
    /// Creates a builder for a deploy key or admin key.
    pub fn new(key: impl Into<Secret>) -> Self {
        Self {
            key: key.into(),
            url: None,
            chosen_by: "the key of the call".to_owned(),
            settings: Settings::new(CONVEX),
        }
    }

    /// Sets the URL of the deployment. Without it, the platform is asked for the URL at the first call. The admin key of
    /// a self-hosted deployment requires it.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the location of the platform: `https://api.convex.dev` by default, or any that [`connect`](crate::connect)
    /// accepts.
    pub fn platform(mut self, location: impl Into<String>) -> Self {
        self.settings.location = location.into();
        self
    }

    /// Sets the overall timeout of a call; see [`ConvexBuilder::timeout`](crate::ConvexBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of attempts; see [`ConvexBuilder::max_attempts`](crate::ConvexBuilder::max_attempts).
    pub fn max_attempts(mut self, max_attempts: usize) -> Self {
        self.settings.max_attempts = Some(max_attempts);
        self
    }

    /// Sets the transport of requests, such as a browser's `fetch`.
    #[cfg(feature = "client-core")]
    pub fn transport(mut self, transport: impl crate::client::Transport) -> Self {
        self.settings.transport = Some(super::settings::OwnTransport(std::sync::Arc::new(transport)));
        self
    }

    /// Sets the rule that chose the deployment, which [`Target::chosen_by`] returns.
    pub(super) fn chosen_by(mut self, rule: impl Into<String>) -> Self {
        self.chosen_by = rule.into();
        self
    }

    /// Connects, without making a call.
    ///
    /// # Errors
    ///
    /// See [`from_deploy_key`].
    pub fn build(self) -> Result<Target> {
        let Self { key, url, chosen_by, mut settings } = self;
        // A key of a deployment that has no platform is sent to that deployment alone.
        if let (KeyKind::Admin, Some(url)) = (parse_key(key.expose())?.kind(), &url) {
            settings.location.clone_from(url);
        }
        settings.token = Some(key.clone());
        Target::of_key(Connection::new(open(settings)?), key, url.as_deref(), chosen_by)
    }
}
