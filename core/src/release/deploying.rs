//! The verbs of deployments that make releases.

use super::deploy::Deploy;
use super::entry::Release;
use super::rollback::Rollback;
use super::store::ReleaseStore;
use crate::artifact::Artifact;
use crate::handles::DeploymentHandle;

/// Deploys to a deployment.
pub trait Deploying {
    /// Deploys an artifact, if the gate lets it pass.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// # use convex_ops::artifact::Artifact;
    /// use convex_ops::release::{Deploying, ReleaseStore};
    ///
    /// async fn release(staging: &DeploymentHandle, artifact: &Artifact) -> Result<u32> {
    ///     let store = ReleaseStore::folder(".convex-ops/releases");
    ///     Ok(staging.deploy(artifact).message("new titles").store(store).await?.into_release()?.number)
    /// }
    /// ```
    fn deploy(&self, artifact: &Artifact) -> Deploy;

    /// Goes back to the artifact of an earlier release, if the gate lets it pass: the old code must run on the documents and
    /// scheduled calls of today, and serve the clients of today.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::{Deploying, ReleaseStore};
    ///
    /// async fn back(production: &DeploymentHandle, store: &ReleaseStore) -> Result<String> {
    ///     let first = store.get("happy-otter-123", 1)?;
    ///     let outcome = production.confirm("happy-otter-123").rollback(&first, store).dry_run(true).await?;
    ///     Ok(outcome.report().verdict.as_str().to_owned())
    /// }
    /// ```
    fn rollback(&self, to: &Release, store: &ReleaseStore) -> Rollback;
}

impl Deploying for DeploymentHandle {
    fn deploy(&self, artifact: &Artifact) -> Deploy {
        Deploy::new(self, artifact.clone())
    }

    fn rollback(&self, to: &Release, store: &ReleaseStore) -> Rollback {
        Rollback::new(self, to, store)
    }
}
