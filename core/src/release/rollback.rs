//! Going back to an earlier release.

use std::collections::BTreeSet;

use serde::Serialize;

use super::deploy::Deploy;
use super::entry::Release;
use super::event::DeployEvent;
use super::gate::GateOptions;
use super::guards::DeployGuards;
use super::outcome::Outcome;
use super::store::ReleaseStore;
use crate::error::Result;
use crate::future::BoxFuture;
use crate::handles::{ChangeKind, DeploymentHandle};
use crate::live::read_live;

/// Goes back to an earlier release; see [`Deploying::rollback`](super::Deploying::rollback). Awaiting runs it.
///
/// # Errors
/// As a deploy, and `NotFound` with the code `ArtifactNotFound` if the store lacks the artifact. A production deployment always
/// needs a confirmation.
#[derive(Debug)]
#[must_use = "nothing is deployed until this is awaited"]
pub struct Rollback {
    deployment: DeploymentHandle,
    to: Release,
    store: ReleaseStore,
    deploy: Result<Deploy>,
}

/// Changes since a release besides code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Drifted {
    /// Environment variables that are set now and were not then. `None` if either is unknown.
    pub added_variables: Option<BTreeSet<String>>,
    /// Environment variables that were set then and are not now. `None` if either is unknown.
    pub removed_variables: Option<BTreeSet<String>>,
}

impl Rollback {
    pub(super) fn new(deployment: &DeploymentHandle, to: &Release, store: &ReleaseStore) -> Self {
        let deploy = store.artifact(&to.artifact).map(|artifact| {
            let mut deploy = Deploy::new(deployment, artifact).store(store.clone());
            (deploy.job.change, deploy.job.back_to) = (ChangeKind::Sweeping, Some(to.number));
            let deploy = deploy.message(format!("Rollback to release {}", to.number));
            match &to.source {
                Some(source) => deploy.source(source.clone()),
                None => deploy,
            }
        });
        Self { deployment: deployment.clone(), to: to.clone(), store: store.clone(), deploy }
    }

    /// Sets the message.
    pub fn message(self, message: impl Into<String>) -> Self {
        self.change(|deploy| deploy.message(message))
    }

    /// Sets the author for the ledger.
    pub fn author(self, author: impl Into<String>) -> Self {
        self.change(|deploy| deploy.author(author))
    }

    /// Checks only, or deploys too.
    pub fn dry_run(self, is_dry_run: bool) -> Self {
        self.change(|deploy| deploy.dry_run(is_dry_run))
    }

    /// Sets the options of the gate.
    pub fn gate(self, options: GateOptions) -> Self {
        self.change(|deploy| deploy.gate(options))
    }

    /// Sets the options of the guards before the push.
    pub fn guards(self, guards: DeployGuards) -> Self {
        self.change(|deploy| deploy.guards(guards))
    }

    /// Backs the deployment up before the push, or not; see [`Deploy::backup`].
    pub fn backup(self, is_made: bool) -> Self {
        self.change(|deploy| deploy.backup(is_made))
    }

    /// Backs the deployment up with the credential of another handle to it.
    #[cfg(all(feature = "cli", feature = "client"))]
    pub(crate) fn backup_by(self, handle: Option<DeploymentHandle>) -> Self {
        self.change(|deploy| deploy.backup_by(handle))
    }

    /// Receives each step as it happens.
    pub fn on_event(self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
        self.change(|deploy| deploy.on_event(on_event))
    }

    fn change(self, change: impl FnOnce(Deploy) -> Deploy) -> Self {
        Self { deploy: self.deploy.map(change), ..self }
    }

    /// Compares the environment variables of now with those of the release, by name.
    ///
    /// # Errors
    /// Errors of the calls.
    pub async fn drifted(&self) -> Result<Drifted> {
        let now = read_live(&self.deployment.connection()).await?.environment_variables;
        let (Some(now), Some(then)) = (now, &self.to.environment_variables) else { return Ok(Drifted::default()) };
        Ok(Drifted {
            added_variables: Some(now.difference(then).cloned().collect()),
            removed_variables: Some(then.difference(&now).cloned().collect()),
        })
    }

    /// Returns the store that holds the release.
    #[must_use]
    pub fn store(&self) -> &ReleaseStore {
        &self.store
    }
}

impl IntoFuture for Rollback {
    type Output = Result<Outcome>;
    type IntoFuture = BoxFuture<'static, Result<Outcome>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.deploy?.await })
    }
}
