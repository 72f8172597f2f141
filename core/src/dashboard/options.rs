//! Options of the dashboard's server.

use super::assets::Assets;
use crate::keys::Secret;
use crate::serve::ServeLimits;

/// Options of the dashboard's server.
#[derive(Clone)]
#[non_exhaustive]
pub struct DashboardOptions {
    /// URL of the platform.
    pub platform: String,
    /// Access token, which calls of the page use.
    pub token: Secret,
    /// Files of the page.
    pub assets: Assets,
    /// Loopback port to listen on; 0 selects a free one.
    pub port: u16,
    /// The platform is an embedded one, in this process.
    pub is_embedded: bool,
    /// Limits on requests.
    pub limits: ServeLimits,
}

impl DashboardOptions {
    /// Creates options for a platform.
    #[must_use]
    pub fn new(platform: impl Into<String>, token: impl Into<Secret>, assets: Assets) -> Self {
        let (platform, token) = (platform.into(), token.into());
        Self { platform, token, assets, port: 0, is_embedded: false, limits: ServeLimits::default() }
    }

    /// Sets the port.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Tells the page that the platform is an embedded one.
    #[must_use]
    pub fn embedded(self, is_embedded: bool) -> Self {
        Self { is_embedded, ..self }
    }
}
