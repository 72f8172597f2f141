//! The releases of a deployment.

use super::entry::Release;
use super::store::{ReleaseStore, name_of};
use crate::engine::Pager;
use crate::error::Result;
use crate::handles::DeploymentHandle;

/// The releases of a deployment, in the store of the connection.
#[derive(Clone, Debug)]
pub struct Releases {
    deployment: DeploymentHandle,
    store: ReleaseStore,
}

impl Releases {
    pub(super) fn new(deployment: &DeploymentHandle) -> Self {
        let store = ReleaseStore::at(deployment.release_location());
        Self { deployment: deployment.clone(), store }
    }

    /// Lists the releases, the latest first. Those whose deploy failed are among them.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn print(production: &DeploymentHandle) -> Result<()> {
    ///     for release in production.releases().list().all().await? {
    ///         println!("{} {:?}", release.number, release.message);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn list(&self) -> Pager<Release> {
        let of = self.clone();
        Pager::whole(move || {
            let of = of.clone();
            async move { of.store.list(&of.name().await?) }
        })
    }

    /// Gets a release by its number.
    ///
    /// # Errors
    /// `NotFound` with the code `ReleaseNotFound`. Errors of the store, and of the call that finds the deployment.
    pub async fn get(&self, number: u32) -> Result<Release> {
        self.store.get(&self.name().await?, number)
    }

    /// Gets the latest release that became live, if the store has one.
    ///
    /// # Errors
    /// Errors of the store, and of the call that finds the deployment.
    pub async fn latest(&self) -> Result<Option<Release>> {
        self.store.latest(&self.name().await?)
    }

    async fn name(&self) -> Result<String> {
        Ok(name_of(&self.deployment.known().await?))
    }
}
