//! A deploy, from the gate to the ledger.

use std::collections::BTreeSet;

use super::announce::{Announcement, Drifted};
use super::app::{App, Built};
use super::backup::back_up;
use super::entry::{Release, ReleaseId, ReleaseState, Source};
use super::event::{DeployEvent, Events};
use super::gate::{Candidate, Checked, GateOptions};
use super::guards::{DeployGuards, Guarded};
use super::message::compose;
use super::outcome::{DryRun, GateRefusal};
use super::proof::Proof;
use super::push;
use super::rights::check_rights;
use super::store::{ReleaseStore, name_of};
use super::verify::{NOT_VERIFIED, is_live, verify};
use crate::api::pushes::{LiveModuleHash, StartedPush};
use crate::artifact::Artifact;
use crate::clock;
use crate::compat::report::{Level, Report};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;
use crate::handles::{ChangeKind, DeploymentHandle, KnownDeployment, Reporter};
use crate::model::Timestamp;
use crate::plan::{Plan, plan};

/// Deploys an app; see [`Deploying::deploy`](super::Deploying::deploy). Awaiting runs it.
///
/// # Errors
/// `DeployRefused` if the gate refuses the app; [`Refused::refusal`](super::Refused::refusal) returns its report. `InvalidInput`
/// if the app's code fails, with the code `SchemaMismatch` if a document does not match, and with `ConfirmationRequired` for a
/// production deployment that was not named. `NotFound` with the code `ReleaseNotFound` or `ArtifactNotFound`. `Conflict` with
/// `RaceDetected` or `NotVerified` if another push was made at the same time. Other errors of the calls and of the store.
#[must_use = "nothing is deployed until this is awaited"]
pub struct Deploy {
    pub(super) job: Job,
    events: Events,
}

/// Checks an app as a deploy would, and changes nothing; see [`Deploy::dry_run`]. Awaiting runs it.
///
/// # Errors
/// As [`Deploy`], but a refusal of the gate is part of the result.
#[derive(Debug)]
#[must_use = "nothing is checked until this is awaited"]
pub struct DeployDryRun(Deploy);

/// A deploy without its receivers of events.
pub(super) struct Job {
    deployment: DeploymentHandle,
    app: App,
    message: Option<String>,
    author: Option<String>,
    source: Option<Source>,
    /// `true` for the check before a promotion: the guards refuse, as in the deploy that follows.
    pub(super) is_followed: bool,
    gate: GateOptions,
    guards: DeployGuards,
    backup: Option<DeploymentHandle>,
    store: ReleaseStore,
    pub(super) change: ChangeKind,
    pub(super) promoted_from: Option<ReleaseId>,
}

/// What a deploy found out before it changes anything.
struct Prepared {
    connection: Connection,
    built: Built,
    candidate: Candidate,
    announcement: Announcement,
    report: Report,
    /// Deploys that lead to the app, if the gate refuses it.
    plan: Option<Plan>,
    variables: Option<BTreeSet<String>>,
}

impl std::fmt::Debug for Deploy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deploy")
            .field("deployment", &self.job.deployment)
            .field("app", &self.job.app)
            .field("message", &self.job.message)
            .finish_non_exhaustive()
    }
}

impl Deploy {
    pub(super) fn new(deployment: &DeploymentHandle, app: App) -> Self {
        let job = Job {
            deployment: deployment.clone(),
            app,
            message: None,
            author: None,
            source: None,
            is_followed: false,
            gate: GateOptions::default(),
            guards: DeployGuards::default(),
            backup: None,
            store: ReleaseStore::at(deployment.release_location()),
            change: ChangeKind::Ordinary,
            promoted_from: None,
        };
        Self { job, events: Events::default() }
    }

    /// Sets the message, which Convex's audit log and the ledger keep.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.job.message = Some(message.into());
        self
    }

    /// Sets the author for the ledger.
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.job.author = Some(author.into());
        self
    }

    /// Sets the sources of the app for the ledger. By default those of the release that is deployed.
    pub fn source(mut self, source: Source) -> Self {
        self.job.source = Some(source);
        self
    }

    /// Sets the minimum level of a finding that refuses the app: `breaking` by default. `None` refuses none.
    pub fn fail_on(mut self, level: impl Into<Option<Level>>) -> Self {
        self.job.gate.fail_on = level.into();
        self
    }

    /// Deploys although questions are undecided or required inputs are missing.
    pub fn allow_undecided(mut self, allow: bool) -> Self {
        self.job.gate.allow_undecided = allow;
        self
    }

    /// Sets all options of the gate.
    pub fn gate(mut self, options: GateOptions) -> Self {
        self.job.gate = options;
        self
    }

    /// Sets the options of the guards before the push.
    pub fn guards(mut self, guards: DeployGuards) -> Self {
        self.job.guards = guards;
        self
    }

    /// Backs the deployment up before the push, or not: in the cloud with a member's token, and otherwise as a zip export that
    /// is kept on the deployment until it expires. Stored files are left out. The entry of the ledger names the backup.
    pub fn backup(mut self, is_made: bool) -> Self {
        self.job.backup = is_made.then(|| self.job.deployment.clone());
        self
    }

    /// Backs the deployment up with the credential of another handle to it.
    pub(crate) fn backup_by(mut self, handle: Option<DeploymentHandle>) -> Self {
        self.job.backup = handle;
        self
    }

    /// Sets the store that keeps the artifact and the entry of the ledger, in place of the connection's.
    pub fn store(mut self, store: ReleaseStore) -> Self {
        self.job.store = store;
        self
    }

    /// Receives each step as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
        self.events.listener = Some(Box::new(on_event));
        self
    }

    /// Sets the receiver of the deploy's progress.
    pub fn reporter(mut self, reporter: Reporter) -> Self {
        self.events.reporter = reporter;
        self
    }

    /// Only checks the app, as the deploy would. It leaves no trace on the deployment and in the store.
    pub fn dry_run(self) -> DeployDryRun {
        DeployDryRun(self)
    }

    async fn run(mut self) -> Result<Release> {
        let (job, events) = (&self.job, &mut self.events);
        let known = job.deployment.for_change(job.change).await?;
        let connection = job.deployment.connection();
        // A key without the right to deploy ends here.
        let before = check_rights(&job.deployment, job.backup.as_ref()).await?;
        let unfinished = job.resolve_unfinished(&known, &connection, events).await?;
        let prepared = job.prepare(&known, connection, true, events).await?;
        let release = job.deploy(&known, prepared, &before, events).await?;
        job.end_unfinished(&unfinished, events)?;
        Ok(release)
    }
}

impl DeployDryRun {
    async fn run(mut self) -> Result<DryRun> {
        let (job, events) = (&self.0.job, &mut self.0.events);
        let known = job.deployment.known().await?;
        let prepared = job.prepare(&known, job.deployment.connection(), job.is_followed, events).await?;
        let Prepared { announcement, report, plan, .. } = prepared;
        Ok(DryRun { differences: announcement.differences(), announcement, report, plan })
    }
}

impl Job {
    /// Reads what is live, and checks the app against it. `is_guarded` refuses costly changes that are not allowed.
    async fn prepare(
        &self,
        known: &KnownDeployment,
        connection: Connection,
        is_guarded: bool,
        events: &mut Events,
    ) -> Result<Prepared> {
        let (gate, _guard) = self.gate.clone().until_dropped();
        let built = gate.build(&self.app, &self.store, &name_of(known), events).await?;
        let live = gate.read(&connection).await?;
        let candidate = gate.evaluate(&built.artifact, live.environment_variables.as_ref()).await?;
        let drifted = built.release.as_ref().map(|release| Drifted::new(release, live.environment_variables.as_ref()));
        let hash = built.artifact.hash()?;
        let announcement = Announcement::new(known, &hash, &live.surface, &candidate.surface, drifted);
        events.send(&DeployEvent::Announced(announcement.clone()));
        let Checked { report, evidence } = gate.check(&connection, &live, &candidate.surface, events).await?;
        let plan = gate.refuses(&report).then(|| plan(&live.surface, &candidate.surface, &evidence, &gate.check));
        if plan.is_none() {
            let guarded = Guarded {
                connection: &connection,
                artifact: &built.artifact,
                deployment_type: known.deployment_type.as_ref(),
                live: &live.surface,
                next: &candidate.surface,
            };
            let changes = guarded.find(&self.guards).await?;
            if !changes.is_empty() {
                events.send(&DeployEvent::Costly { changes: changes.clone() });
            }
            if is_guarded {
                self.guards.check(&changes, &known.name)?;
            }
        }
        Ok(Prepared { connection, built, candidate, announcement, report, plan, variables: live.environment_variables })
    }

    /// Deploys the app, if the gate lets it pass.
    async fn deploy(
        &self,
        known: &KnownDeployment,
        prepared: Prepared,
        before: &[LiveModuleHash],
        events: &mut Events,
    ) -> Result<Release> {
        let Prepared { connection, built, candidate, announcement, report, plan, variables } = prepared;
        if let Some(plan) = plan {
            return Err(GateRefusal { deployment: known.name.clone(), report, plan }.into());
        }
        let backup = match &self.backup {
            Some(by) => Some(back_up(by).await?),
            None => None,
        };
        if let Some(backup) = &backup {
            events.send(&DeployEvent::BackedUp { backup: backup.clone() });
        }
        let back_to = built.release.as_ref().filter(|_| self.change == ChangeKind::Sweeping).map(|to| to.number);
        let release = Release {
            number: 0,
            deployment: name_of(known),
            url: known.url.clone(),
            deployment_type: known.deployment_type.clone(),
            artifact: announcement.artifact,
            state: ReleaseState::Started,
            started: now(),
            deployed: None,
            message: self.message.clone().or_else(|| back_to.map(|number| format!("Rollback to release {number}"))),
            author: self.author.clone(),
            source: self.source.clone().or(built.source),
            report: report.without_values(),
            environment_variables: variables,
            backup,
            back_to,
            promoted_from: self.promoted_from.clone(),
            proofs: Vec::new(),
        };
        self.push(&connection, &built.artifact, &candidate, before, release, events).await
    }

    /// Pushes, verifies, and keeps the entry in every case.
    async fn push(
        &self,
        connection: &Connection,
        artifact: &Artifact,
        candidate: &Candidate,
        before: &[LiveModuleHash],
        mut release: Release,
        events: &mut Events,
    ) -> Result<Release> {
        self.store.keep(artifact, &release.artifact)?;
        release.number = self.store.begin(&release)?;
        let error = match push_and_verify(connection, artifact, candidate, before, &release, events).await {
            Ok(proofs) => {
                release = Release { state: ReleaseState::Live, deployed: Some(now()), proofs, ..release };
                events.send(&DeployEvent::Verified { proofs: release.proofs.clone() });
                None
            }
            Err((state, error)) => {
                release.state = state;
                Some(error)
            }
        };
        self.store.update(&release)?;
        error.map_or(Ok(release), Err)
    }

    /// Finds out which earlier deploys without an end in the ledger became live. Returns the others: one of them may still
    /// be running, so it failed for certain only after another push.
    async fn resolve_unfinished(
        &self,
        known: &KnownDeployment,
        connection: &Connection,
        events: &mut Events,
    ) -> Result<Vec<Release>> {
        let mut others = Vec::new();
        let name = name_of(known);
        for number in self.store.numbers(&name)? {
            // A damaged entry does not hold up a deploy.
            let Ok(mut release) = self.store.get(&name, number) else { continue };
            if release.state != ReleaseState::Started {
                continue;
            }
            let artifact = self.store.artifact(&release.artifact)?;
            let candidate = self.gate.evaluate(&artifact, release.environment_variables.as_ref()).await?;
            if is_live(connection, &artifact, &candidate).await? {
                release.state = ReleaseState::Live;
                self.store.update(&release)?;
                events.send(&DeployEvent::Resolved { number: release.number, is_live: true });
            } else {
                others.push(release);
            }
        }
        Ok(others)
    }

    /// Ends earlier deploys that did not become live before this one.
    fn end_unfinished(&self, unfinished: &[Release], events: &mut Events) -> Result<()> {
        for release in unfinished {
            let mut release = self.store.get(&release.deployment, release.number)?;
            if release.state == ReleaseState::Started {
                release.state = ReleaseState::Failed;
                self.store.update(&release)?;
                events.send(&DeployEvent::Resolved { number: release.number, is_live: false });
            }
        }
        Ok(())
    }
}

/// Pushes an app and verifies that it is live. An error comes with the state of the release: `Started` if it may be live, which
/// the next deploy finds out.
async fn push_and_verify(
    connection: &Connection,
    artifact: &Artifact,
    candidate: &Candidate,
    before: &[LiveModuleHash],
    release: &Release,
    events: &mut Events,
) -> Result<Vec<Proof>, (ReleaseState, Error)> {
    // What was not finished is not live, whatever the error.
    let started = start(connection, artifact, before, events).await;
    let started = started.map_err(|error| (ReleaseState::Failed, error))?;
    make_live(connection, artifact, candidate, release, started).await?;
    events.send(&DeployEvent::Finished);
    // Another push has replaced it, or what is live could not be read.
    let verified = verify(connection, artifact, candidate).await;
    verified.map_err(|error| (failed_unless(error.code() != Some(NOT_VERIFIED)), error))
}

/// Starts a push, and checks that it is the only one.
async fn start(
    connection: &Connection,
    artifact: &Artifact,
    before: &[LiveModuleHash],
    events: &mut Events,
) -> Result<StartedPush> {
    let started = push::start(connection, artifact, events).await?;
    push::check_unchanged(connection, before).await?;
    Ok(started)
}

/// Makes a started push live. An error comes with the state of the release.
async fn make_live(
    connection: &Connection,
    artifact: &Artifact,
    candidate: &Candidate,
    release: &Release,
    started: StartedPush,
) -> Result<(), (ReleaseState, Error)> {
    let message = compose(release.message.as_deref(), release.number, &release.artifact, release.source.as_ref());
    let Err(error) = push::finish(connection, started, message).await else { return Ok(()) };
    // The response may be lost and the push finished, and a request that arrives twice is refused the second time.
    match is_live(connection, artifact, candidate).await {
        Ok(true) => Ok(()),
        Ok(false) => Err((failed_unless(is_unknown(&error)), error)),
        // Whatever the reason, what is live could not be read.
        Err(error) => Err((ReleaseState::Started, error)),
    }
}

impl IntoFuture for Deploy {
    type Output = Result<Release>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl IntoFuture for DeployDryRun {
    type Output = Result<DryRun>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// Checks if a change may have happened although it returned an error.
fn is_unknown(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Io | ErrorKind::Internal)
}

fn failed_unless(is_unknown: bool) -> ReleaseState {
    if is_unknown { ReleaseState::Started } else { ReleaseState::Failed }
}

fn now() -> Timestamp {
    Timestamp::from_millis(clock::now_ms() as i64)
}
