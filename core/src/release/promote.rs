//! Promotion: one release to several deployments.

use std::sync::{Arc, Mutex, PoisonError};

use super::deploy::Deploy;
use super::entry::Release;
use super::event::{DeployEvent, Events};
use super::gate::GateOptions;
use super::guards::DeployGuards;
use super::outcome::DryRun;
use super::rights::check_rights;
use super::store::{ReleaseStore, name_of};
use crate::error::{Error, Result};
use crate::future::BoxFuture;
use crate::handles::{ChangeKind, DeploymentHandle, Reporter};

/// Deploys a release to one or several deployments; see [`Promoting::promote`](super::Promoting::promote). Awaiting runs it.
///
/// All of them are checked before the first is changed. Then they are deployed in order, up to the first failure.
///
/// # Errors
/// As a deploy: `DeployRefused` if the gate of one deployment refuses the release, before any is changed. An error of one
/// deployment, while it is deployed, ends the promotion: [`Promoted::failed`].
#[must_use = "nothing is deployed until this is awaited"]
pub struct Promotion {
    release: Release,
    targets: Vec<DeploymentHandle>,
    store: Option<ReleaseStore>,
    message: Option<String>,
    author: Option<String>,
    gate: GateOptions,
    guards: DeployGuards,
    /// Handles that back the targets up, in the same order. Empty for no backups.
    backups: Vec<DeploymentHandle>,
    events: Events,
}

/// Checks a release as a promotion would, and changes nothing; see [`Promotion::dry_run`]. Awaiting runs it.
///
/// # Errors
/// As [`Promotion`], but refusals of the gate are part of the result.
#[derive(Debug)]
#[must_use = "nothing is checked until this is awaited"]
pub struct PromotionDryRun(Promotion);

/// Result of a promotion.
#[derive(Debug)]
#[must_use = "a deploy may have failed"]
#[non_exhaustive]
pub struct Promoted {
    /// New releases, in order.
    pub releases: Vec<Release>,
    /// Deployment whose deploy failed, with the error.
    pub failed: Option<(String, Error)>,
    /// Deployments that were not changed, because an earlier one failed.
    pub left: Vec<String>,
}

impl std::fmt::Debug for Promotion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Promotion")
            .field("release", &self.release.number)
            .field("targets", &self.targets)
            .finish_non_exhaustive()
    }
}

impl Promotion {
    /// Creates a promotion of a release to deployments, such as those of several platforms.
    pub fn new(release: &Release, targets: Vec<DeploymentHandle>) -> Self {
        Self {
            release: release.clone(),
            targets,
            store: None,
            message: release.message.clone(),
            author: None,
            gate: GateOptions::default(),
            guards: DeployGuards::default(),
            backups: Vec::new(),
            events: Events::default(),
        }
    }

    /// Sets the message. By default that of the release.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Sets the author for the ledger.
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.author = Some(author.into());
        self
    }

    /// Sets the options of the gate.
    pub fn gate(mut self, options: GateOptions) -> Self {
        self.gate = options;
        self
    }

    /// Sets the options of the guards before each push.
    pub fn guards(mut self, guards: DeployGuards) -> Self {
        self.guards = guards;
        self
    }

    /// Backs each deployment up before its push, or not; see [`Deploy::backup`].
    pub fn backup(mut self, is_made: bool) -> Self {
        self.backups = if is_made { self.targets.clone() } else { Vec::new() };
        self
    }

    /// Backs each deployment up with the credential of another handle to it, in the order of the targets.
    #[cfg(all(feature = "cli", feature = "client"))]
    pub(crate) fn backups_by(mut self, handles: Vec<DeploymentHandle>) -> Self {
        self.backups = handles;
        self
    }

    /// Sets the store of the releases, in place of the connection's.
    pub fn store(mut self, store: ReleaseStore) -> Self {
        self.store = Some(store);
        self
    }

    /// Receives each step as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
        self.events.listener = Some(Box::new(on_event));
        self
    }

    /// Sets the receiver of the promotion's progress.
    pub fn reporter(mut self, reporter: Reporter) -> Self {
        self.events.reporter = reporter;
        self
    }

    /// Only checks the release with each deployment. It leaves no trace.
    pub fn dry_run(self) -> PromotionDryRun {
        PromotionDryRun(self)
    }

    async fn run(mut self) -> Result<Promoted> {
        let mut names = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            names.push(name_of(&target.for_change(ChangeKind::Ordinary).await?));
            check_rights(target, self.backups.get(index)).await?;
        }
        let events = Arc::new(Mutex::new(std::mem::take(&mut self.events)));
        for target in &self.targets {
            let mut check = self.deploy(target, None, &events);
            check.job.is_followed = true;
            if let Some(refusal) = check.dry_run().await?.into_refusal() {
                return Err(refusal.into());
            }
        }
        let mut promoted = Promoted { releases: Vec::new(), failed: None, left: Vec::new() };
        let mut targets = self.targets.iter().enumerate().zip(names);
        for ((index, target), name) in targets.by_ref() {
            match self.deploy(target, self.backups.get(index), &events).await {
                Ok(release) => promoted.releases.push(release),
                Err(error) => {
                    promoted.failed = Some((name, error));
                    break;
                }
            }
        }
        promoted.left = targets.map(|(_, name)| name).collect();
        Ok(promoted)
    }

    /// Returns the deploy to one of the deployments.
    fn deploy(
        &self,
        target: &DeploymentHandle,
        backup: Option<&DeploymentHandle>,
        events: &Arc<Mutex<Events>>,
    ) -> Deploy {
        let events = Arc::clone(events);
        let mut deploy = Deploy::new(target, (&self.release).into()).gate(self.gate.clone());
        deploy = deploy.guards(self.guards.clone()).backup_by(backup.cloned());
        deploy.job.promoted_from = Some(self.release.id());
        deploy = deploy.on_event(move |event| events.lock().unwrap_or_else(PoisonError::into_inner).send(event));
        if let Some(store) = &self.store {
            deploy = deploy.store(store.clone());
        }
        if let Some(message) = &self.message {
            deploy = deploy.message(message.clone());
        }
        if let Some(author) = &self.author {
            deploy = deploy.author(author.clone());
        }
        deploy
    }
}

impl PromotionDryRun {
    async fn run(mut self) -> Result<Vec<DryRun>> {
        let events = Arc::new(Mutex::new(std::mem::take(&mut self.0.events)));
        let mut checked = Vec::new();
        for target in &self.0.targets {
            checked.push(self.0.deploy(target, None, &events).dry_run().await?);
        }
        Ok(checked)
    }
}

impl IntoFuture for Promotion {
    type Output = Result<Promoted>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl IntoFuture for PromotionDryRun {
    type Output = Result<Vec<DryRun>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl Promoted {
    /// Returns the new releases, if every deployment has one.
    ///
    /// # Errors
    /// The error of the deploy that failed. Its help names the deployments that have the release, and those that do not.
    pub fn complete(self) -> Result<Vec<Release>> {
        let Some((name, error)) = self.failed else { return Ok(self.releases) };
        let done: Vec<&str> = self.releases.iter().map(|release| release.deployment.as_str()).collect();
        let done = if done.is_empty() { "none".to_owned() } else { done.join(", ") };
        let left = if self.left.is_empty() { "none".to_owned() } else { self.left.join(", ") };
        let help =
            error.info().help.clone().unwrap_or_else(|| "promote again, which checks all of them first".to_owned());
        Err(error.about_deployment(&name).help(format!("{help}; deployed: {done}; not reached: {left}")))
    }
}
