//! One deployment as the target of a program.

use std::ops::Deref;

use serde::Serialize;

use super::credentials::{Identity, IdentityKind};
use super::path::KnownDeployment;
use super::{Convex, DeploymentHandle, ReleaseLocation};
use crate::engine::Connection;
use crate::error::{Error, Result};
use crate::keys::{KeyKind, Secret, parse_key};

/// The one deployment that a key or the environment names: its handle, with the rule that chose it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Target {
    #[serde(skip)]
    handle: DeploymentHandle,
    /// Rule that chose the deployment, such as `CONVEX_DEPLOY_KEY`.
    pub chosen_by: String,
}

impl Target {
    /// Creates a target from a handle and the rule that chose it.
    ///
    /// ```
    /// # use convex_ops::{Convex, Target};
    /// fn target(convex: &Convex) -> Target {
    ///     Target::new(convex.deployment("happy-otter-123"), "the name in the settings")
    /// }
    /// ```
    pub fn new(handle: DeploymentHandle, chosen_by: impl Into<String>) -> Self {
        Self { handle, chosen_by: chosen_by.into() }
    }

    /// Creates a target from a key. `connection` calls the platform with the key as its credential, or the deployment
    /// itself if its URL is given.
    ///
    /// ```
    /// # use convex_ops::{Connection, Result, Target};
    /// # use convex_ops::keys::Secret;
    /// fn target(connection: Connection, key: Secret) -> Result<Target> {
    ///     Target::of_key(connection, key, None, "the key in the settings")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the key is malformed, or is not the key of one deployment.
    pub fn of_key(
        connection: Connection,
        key: Secret,
        url: Option<&str>,
        chosen_by: impl Into<String>,
    ) -> Result<Self> {
        let parsed = parse_key(key.expose())?;
        if matches!(parsed.kind(), KeyKind::ProjectPreview | KeyKind::Project) {
            return Err(Error::invalid_input("the key belongs to a project, not to one deployment")
                .help("use a deploy key of the deployment"));
        }
        if parsed.kind() == KeyKind::Admin && url.is_none() {
            return Err(Error::invalid_input("missing URL of the deployment: the key is an admin key")
                .help("set the URL, or CONVEX_SELF_HOSTED_URL"));
        }
        let known = url.map(|url| KnownDeployment {
            id: None,
            name: parsed.deployment_name().unwrap_or_default().to_owned(),
            url: url.trim_end_matches('/').to_owned(),
            deployment_type: parsed.deployment_type().map(Into::into),
        });
        let convex = Convex::acting_as(connection, Identity::of(IdentityKind::Deployment));
        Ok(Self::new(convex.deployment_of_key(key, known), chosen_by))
    }

    /// Returns the target with its releases at a location.
    ///
    /// ```
    /// # use convex_ops::{ReleaseLocation, Target};
    /// fn shared(target: Target) -> Target {
    ///     target.with_releases(ReleaseLocation::folder("/srv/releases"))
    /// }
    /// ```
    #[must_use]
    pub fn with_releases(self, releases: ReleaseLocation) -> Self {
        Self { handle: self.handle.with_releases(releases), ..self }
    }

    /// Returns the handle alone.
    #[must_use]
    pub fn handle(&self) -> &DeploymentHandle {
        &self.handle
    }
}

impl Deref for Target {
    type Target = DeploymentHandle;

    fn deref(&self) -> &DeploymentHandle {
        &self.handle
    }
}

impl From<Target> for DeploymentHandle {
    fn from(target: Target) -> Self {
        target.handle
    }
}
