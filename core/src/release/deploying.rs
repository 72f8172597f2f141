//! The verbs of deployments that check apps and make releases.

use super::app::{App, ReleaseChoice};
use super::check::{CheckApp, PlanApp};
use super::deploy::Deploy;
use super::entry::Release;
use super::promote::Promotion;
use super::releases::Releases;
use crate::handles::{ChangeKind, Convex, DeploymentHandle};

/// Checks apps against a deployment, and deploys them.
pub trait Deploying {
    /// Checks an app against what is live: the code, the schema, the documents and the scheduled calls. Nothing is changed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn is_safe(production: &DeploymentHandle) -> Result<bool> {
    ///     Ok(production.check(".").await?.findings.is_empty())
    /// }
    /// ```
    fn check(&self, app: impl Into<App>) -> CheckApp;

    /// Finds the deploys that lead safely from what is live to an app. Nothing is changed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn print(production: &DeploymentHandle) -> Result<()> {
    ///     for step in production.plan("git:main").await?.steps {
    ///         println!("{} {}", step.number, step.title);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    fn plan(&self, app: impl Into<App>) -> PlanApp;

    /// Deploys an app, if the gate lets it pass.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn release(staging: &DeploymentHandle) -> Result<u32> {
    ///     Ok(staging.deploy(".").message("new titles").await?.number)
    /// }
    /// ```
    fn deploy(&self, app: impl Into<App>) -> Deploy;

    /// Goes back to the artifact of an earlier release, if the gate lets it pass: the old code must run on the documents and
    /// scheduled calls of today, and serve the clients of today. A production deployment always needs a confirmation.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn can_go_back(production: &DeploymentHandle) -> Result<bool> {
    ///     Ok(!production.rollback(1).dry_run().await?.is_refused())
    /// }
    /// ```
    fn rollback(&self, to: impl Into<ReleaseChoice>) -> Deploy;

    /// Returns the releases of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::Deploying;
    ///
    /// async fn number(production: &DeploymentHandle) -> Result<Option<u32>> {
    ///     Ok(production.releases().latest().await?.map(|release| release.number))
    /// }
    /// ```
    fn releases(&self) -> Releases;
}

impl Deploying for DeploymentHandle {
    fn check(&self, app: impl Into<App>) -> CheckApp {
        CheckApp::new(self, app.into())
    }

    fn plan(&self, app: impl Into<App>) -> PlanApp {
        PlanApp::new(self, app.into())
    }

    fn deploy(&self, app: impl Into<App>) -> Deploy {
        Deploy::new(self, app.into())
    }

    fn rollback(&self, to: impl Into<ReleaseChoice>) -> Deploy {
        let mut deploy = Deploy::new(self, to.into().0);
        deploy.job.change = ChangeKind::Sweeping;
        deploy
    }

    fn releases(&self) -> Releases {
        Releases::new(self)
    }
}

/// Promotes releases to deployments of a platform.
pub trait Promoting {
    /// Deploys a release to other deployments. All of them are checked before the first is changed.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// use convex_ops::release::{Deploying, Promoting};
    ///
    /// async fn promote(convex: &Convex) -> Result<usize> {
    ///     let Some(staged) = convex.deployment("calm-lynx-456").releases().latest().await? else { return Ok(0) };
    ///     let production = convex.deployment("happy-otter-123");
    ///     Ok(convex.promote(&staged, [production]).await?.releases.len())
    /// }
    /// ```
    fn promote(&self, release: &Release, to: impl IntoIterator<Item = impl Into<DeploymentHandle>>) -> Promotion;
}

impl Promoting for Convex {
    fn promote(&self, release: &Release, to: impl IntoIterator<Item = impl Into<DeploymentHandle>>) -> Promotion {
        Promotion::new(release, to.into_iter().map(Into::into).collect())
    }
}
