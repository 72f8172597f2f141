//! Creating and deleting deployments.

use std::time::Duration;

use super::carrying::awaited;
use super::confirmation::ChangeKind;
use super::deletion::is_deleted;
use super::path::DeploymentPath;
use super::times::from_now;
use super::wait_ready::wait_until_ready;
use super::{Deployment, DeploymentHandle};
use crate::api::Change;
use crate::api::deployments::{CreateDeployment, DeleteDeployment};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Region;

/// Gets or creates a deployment; see [`DeploymentHandle::ensure`].
#[derive(Clone, Debug)]
#[must_use = "nothing is created until this is awaited"]
pub struct EnsureDeployment {
    handle: DeploymentHandle,
    expires_in: Option<Duration>,
    region: Option<Region>,
}

impl DeploymentHandle {
    /// Gets or creates the deployment, and waits up to a minute until it responds. A deployment that is named by its full
    /// name cannot be created.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let todo = convex.team("first-team").project("todo").ensure().await?;
    /// let production = todo.production().ensure().region("aws-eu-west-1").await?;
    /// assert!(production.is_default);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the project does not exist. `Timeout` if the deployment does not respond. Other errors of the
    /// calls.
    pub fn ensure(&self) -> EnsureDeployment {
        EnsureDeployment { handle: self.clone(), expires_in: None, region: None }
    }

    /// Deletes the deployment with all its data. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn clean_up(todo: &ProjectHandle) -> Result<bool> {
    ///     todo.preview("my-branch").delete().await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ConfirmationRequired` if it is a production deployment that was not
    /// [confirmed](Self::confirm). Other errors of the call.
    pub async fn delete(&self) -> Result<bool> {
        let known = match self.for_change(ChangeKind::Sweeping).await {
            Ok(known) => known,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        self.convex().shared().forget_engine(&known.name);
        is_deleted(self.platform().call(DeleteDeployment { deployment_name: known.name }).await, None)
    }

    /// Returns the handle without cached data, which may be out of date.
    fn forgetting(&self) -> Self {
        self.with_path(DeploymentPath { known: None, ..self.path().clone() })
    }
}

impl EnsureDeployment {
    /// Sets the time until a new deployment is deleted: at least 30 minutes, and at most the preview retention of the
    /// team's plan. By default only previews expire, after that retention.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }

    /// Sets the region of a new deployment. By default, it is the team's default region.
    pub fn region(mut self, region: impl Into<Region>) -> Self {
        self.region = Some(region.into());
        self
    }

    async fn run(self) -> Result<Deployment> {
        let handle = self.handle.forgetting();
        let deployment = match handle.get().await {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create(&handle, error).await?,
            found => found?,
        };
        wait_until_ready(handle.platform(), &deployment).await?;
        Ok(deployment)
    }

    async fn create(self, handle: &DeploymentHandle, missing: Error) -> Result<Deployment> {
        let selector = &handle.path().selector;
        let Some(project) = selector.project() else { return Err(missing) };
        let project = handle.convex().team(&project.team).project(&project.project).get().await?;
        let mut create: CreateDeployment = selector.create(project.id);
        create.region = self.region;
        create.expires_at = self.expires_in.map_or(Change::Keep, |time| Change::Set(from_now(time)));
        match handle.platform().call(create).await {
            // If it was created concurrently, that one is used.
            Err(refused) => handle.get().await.map_err(|_| refused),
            Ok(_) => handle.get().await,
        }
    }
}

awaited!(EnsureDeployment => Deployment);
