//! Root of all handles.

use std::sync::Arc;

use super::credentials::{Identity, Shared};
use super::releases::ReleaseLocation;
use crate::engine::Connection;
use crate::error::Result;
use crate::keys::Secret;

/// A connection to Convex, through any engine: the root of all handles. Clones are cheap and share the connection.
#[derive(Clone, Debug)]
pub struct Convex {
    connection: Connection,
    shared: Arc<Shared>,
    releases: ReleaseLocation,
}

impl Convex {
    /// Creates the root of handles that call through a connection, such as one to an engine of your own.
    ///
    /// ```
    /// use convex_ops::engine::Recording;
    /// use convex_ops::{Connection, Convex};
    ///
    /// let convex = Convex::new(Connection::new(Recording::replay(Vec::new())));
    /// assert_eq!(convex.team("acme").slug(), "acme");
    /// ```
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self { connection, shared: Arc::default(), releases: ReleaseLocation::default() }
    }

    /// Creates the root of handles of a connection whose identity is known.
    pub(super) fn acting_as(connection: Connection, identity: Identity) -> Self {
        Self { connection, shared: Arc::new(Shared::of(identity)), releases: ReleaseLocation::default() }
    }

    /// Returns the caller that the connection acts as: a member, a team, a project or a deployment. The connection
    /// remembers it.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use convex_ops::IdentityKind;
    ///
    /// let convex = convex_ops::connect("embedded:")?;
    /// assert_eq!(convex.whoami().await?.kind, IdentityKind::Member);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `Unauthenticated` if the token is invalid. Other errors of the call.
    pub async fn whoami(&self) -> Result<Identity> {
        self.shared.identity(&self.connection).await
    }

    /// Returns the connection, for calls of operations as data.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let teams = convex.connection().call_json("listTeams", serde_json::json!({})).await?;
    /// assert_eq!(teams[0]["slug"], "first-team");
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Returns the root of handles for the same platform with another token.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// # use convex_ops::keys::Secret;
    /// fn renewed(convex: &Convex, token: Secret) -> Result<Convex> {
    ///     convex.with_token(token)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the token is unusable. `Unsupported` if the engine has no token.
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self> {
        let connection = Connection::new(self.connection.engine().with_token(token.into())?);
        Ok(Self::new(connection).with_releases(self.releases.clone()))
    }

    /// Returns the root of handles whose deploys keep their releases at a location.
    ///
    /// ```
    /// use convex_ops::{Convex, ReleaseLocation};
    ///
    /// fn shared(convex: Convex) -> Convex {
    ///     convex.with_releases(ReleaseLocation::folder("/srv/releases"))
    /// }
    /// ```
    #[must_use]
    pub fn with_releases(self, releases: ReleaseLocation) -> Self {
        Self { releases, ..self }
    }

    pub(super) fn releases(&self) -> &ReleaseLocation {
        &self.releases
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }
}
