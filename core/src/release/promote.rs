//! Promotion: one release to several deployments.

use super::deploy::Deploy;
use super::entry::Release;
use super::event::DeployEvent;
use super::gate::GateOptions;
use super::guards::DeployGuards;
use super::outcome::Outcome;
use super::push::Listener;
use super::rights::check_rights;
use super::store::ReleaseStore;
use crate::artifact::Artifact;
use crate::error::Result;
use crate::future::BoxFuture;
use crate::handles::{ChangeKind, DeploymentHandle};

/// A promotion: the artifact of a release, to one or several deployments. Awaiting runs it.
///
/// All of them are checked before the first is changed. Then they are deployed in order, up to the first refusal.
///
/// ```
/// # use convex_ops::{DeploymentHandle, Result};
/// use convex_ops::release::{Promotion, ReleaseStore};
///
/// async fn promote(store: ReleaseStore, productions: &[DeploymentHandle]) -> Result<usize> {
///     let Some(staged) = store.latest("calm-lynx-456")? else { return Ok(0) };
///     let promoted = Promotion::new(&staged, store, productions)?.await?;
///     Ok(promoted.deployed().count())
/// }
/// ```
///
/// # Errors
/// As a deploy. An error of one deployment, while it is deployed, ends the promotion: [`Promoted::failed`].
#[must_use = "nothing is deployed until this is awaited"]
pub struct Promotion {
    release: Release,
    artifact: Artifact,
    store: ReleaseStore,
    targets: Vec<DeploymentHandle>,
    message: Option<String>,
    author: Option<String>,
    is_dry_run: bool,
    gate: GateOptions,
    guards: DeployGuards,
    /// Handles that back the targets up, in the same order. Empty for no backups.
    backups: Vec<DeploymentHandle>,
    on_event: Option<Listener>,
}

impl std::fmt::Debug for Promotion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Promotion")
            .field("release", &self.release)
            .field("targets", &self.targets)
            .finish_non_exhaustive()
    }
}

/// The result of a promotion.
#[derive(Debug)]
#[must_use = "a deployment may have refused the artifact"]
#[non_exhaustive]
pub struct Promoted {
    /// Outcome of each deployment that was reached, in order, with its name.
    pub outcomes: Vec<(String, Outcome)>,
    /// Deployment whose deploy failed, with the error.
    pub failed: Option<(String, crate::error::Error)>,
    /// Deployments that were not changed, because an earlier one refused or failed.
    pub left: Vec<String>,
}

impl Promotion {
    /// Creates a promotion of a release to deployments.
    ///
    /// # Errors
    /// `NotFound` with the code `ArtifactNotFound` if the store lacks the artifact.
    pub fn new(release: &Release, store: ReleaseStore, targets: &[DeploymentHandle]) -> Result<Self> {
        Ok(Self {
            artifact: store.artifact(&release.artifact)?,
            release: release.clone(),
            store,
            targets: targets.to_vec(),
            message: release.message.clone(),
            author: None,
            is_dry_run: false,
            gate: GateOptions::default(),
            guards: DeployGuards::default(),
            backups: Vec::new(),
            on_event: None,
        })
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

    /// Checks only, or deploys too.
    pub fn dry_run(mut self, is_dry_run: bool) -> Self {
        self.is_dry_run = is_dry_run;
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

    /// Receives each step as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
        self.on_event = Some(Box::new(on_event));
        self
    }

    async fn run(mut self) -> Result<Promoted> {
        let mut names = Vec::new();
        for (index, target) in self.targets.iter().enumerate() {
            let known =
                if self.is_dry_run { target.known().await? } else { target.for_change(ChangeKind::Ordinary).await? };
            names.push(super::deploy::name_of(&known));
            if !self.is_dry_run {
                check_rights(target, self.backups.get(index)).await?;
            }
        }
        let (shared, mut checked) = (std::sync::Arc::new(std::sync::Mutex::new(self.on_event.take())), Vec::new());
        for (target, name) in self.targets.iter().zip(&names) {
            let mut check = self.deploy(target, None, &shared).dry_run(true);
            check.job.is_followed = !self.is_dry_run;
            checked.push((name.clone(), check.await?));
        }
        let is_refused = checked.iter().any(|(_, outcome)| matches!(outcome, Outcome::Refused(_)));
        if self.is_dry_run || is_refused {
            let left = if is_refused { names } else { Vec::new() };
            return Ok(Promoted { outcomes: checked, failed: None, left });
        }
        let mut promoted = Promoted { outcomes: Vec::new(), failed: None, left: Vec::new() };
        let mut targets = self.targets.iter().enumerate().zip(names);
        for ((index, target), name) in targets.by_ref() {
            let outcome = self.deploy(target, self.backups.get(index), &shared).await;
            let goes_on = matches!(outcome, Ok(Outcome::Deployed(_)));
            match outcome {
                Ok(outcome) => promoted.outcomes.push((name, outcome)),
                Err(error) => promoted.failed = Some((name, error)),
            }
            if !goes_on {
                break;
            }
        }
        promoted.left = targets.map(|(_, name)| name).collect();
        Ok(promoted)
    }

    fn deploy(&self, target: &DeploymentHandle, backup: Option<&DeploymentHandle>, shared: &Shared) -> Deploy {
        let shared = std::sync::Arc::clone(shared);
        let mut deploy = Deploy::new(target, self.artifact.clone()).store(self.store.clone()).gate(self.gate.clone());
        deploy = deploy.guards(self.guards.clone()).backup_by(backup.cloned());
        deploy.job.promoted_from = Some((self.release.deployment.clone(), self.release.number));
        deploy = deploy.on_event(move |event| {
            let mut shared = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some(on_event) = &mut *shared {
                on_event(event);
            }
        });
        if let Some(message) = &self.message {
            deploy = deploy.message(message.clone());
        }
        if let Some(author) = &self.author {
            deploy = deploy.author(author.clone());
        }
        match &self.release.source {
            Some(source) => deploy.source(source.clone()),
            None => deploy,
        }
    }
}

/// The receiver of events, which each deploy calls in turn.
type Shared = std::sync::Arc<std::sync::Mutex<Option<Box<dyn FnMut(&DeployEvent) + Send>>>>;

impl IntoFuture for Promotion {
    type Output = Result<Promoted>;
    type IntoFuture = BoxFuture<'static, Result<Promoted>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl Promoted {
    /// Iterates over the new releases, in order.
    pub fn deployed(&self) -> impl Iterator<Item = &Release> {
        self.outcomes.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::Deployed(deployed) => Some(&deployed.release),
            _ => None,
        })
    }

    /// Checks if every deployment has the artifact, or passes in a dry run.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.failed.is_none()
            && self.left.is_empty()
            && !self.outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Refused(_)))
    }
}
