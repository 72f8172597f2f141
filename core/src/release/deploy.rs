//! A deploy, from the gate to the ledger.

use super::announce::Announcement;
use super::backup::back_up;
use super::entry::{Release, ReleaseState, Source};
use super::event::DeployEvent;
use super::gate::{Candidate, Checked, GateOptions};
use super::guards::{DeployGuards, Guarded};
use super::message::compose;
use super::outcome::{Deployed, DryRun, GateRefusal, Outcome};
use super::push;
use super::rights::check_rights;
use super::store::ReleaseStore;
use super::verify::{is_live, verify};
use crate::api::pushes::{LiveModuleHash, StartedPush};
use crate::artifact::Artifact;
use crate::clock;
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;
use crate::handles::{ChangeKind, DeploymentHandle, KnownDeployment};
use crate::model::Timestamp;
use crate::plan::plan;

/// Deploys an artifact; see [`Deploying::deploy`](super::Deploying::deploy). Awaiting runs it.
///
/// # Errors
/// A refusal of the gate is an [`Outcome`], not an error. `InvalidInput` if the app's code fails, with the code
/// `SchemaMismatch` if a document does not match, and with `ConfirmationRequired` for a production deployment that was not
/// named. `Conflict` with `RaceDetected` or `NotVerified` if another push was made at the same time. Other errors of the calls
/// and of the store.
#[must_use = "nothing is deployed until this is awaited"]
pub struct Deploy {
    pub(super) job: Job,
    on_event: Option<push::Listener>,
}

/// A deploy without its receiver of events.
pub(super) struct Job {
    deployment: DeploymentHandle,
    artifact: Artifact,
    message: Option<String>,
    author: Option<String>,
    source: Option<Source>,
    is_dry_run: bool,
    /// `true` for the check before a promotion: the guards refuse, as in the deploy that follows.
    pub(super) is_followed: bool,
    gate: GateOptions,
    guards: DeployGuards,
    backup: Option<DeploymentHandle>,
    store: Option<ReleaseStore>,
    pub(super) change: ChangeKind,
    pub(super) back_to: Option<u32>,
    pub(super) promoted_from: Option<(String, u32)>,
}

impl std::fmt::Debug for Deploy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deploy")
            .field("deployment", &self.job.deployment)
            .field("message", &self.job.message)
            .finish_non_exhaustive()
    }
}

impl Deploy {
    pub(super) fn new(deployment: &DeploymentHandle, artifact: Artifact) -> Self {
        let job = Job {
            deployment: deployment.clone(),
            artifact,
            message: None,
            author: None,
            source: None,
            is_dry_run: false,
            is_followed: false,
            gate: GateOptions::default(),
            guards: DeployGuards::default(),
            backup: None,
            store: None,
            change: ChangeKind::Ordinary,
            back_to: None,
            promoted_from: None,
        };
        Self { job, on_event: None }
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

    /// Sets the sources of the artifact for the ledger.
    pub fn source(mut self, source: Source) -> Self {
        self.job.source = Some(source);
        self
    }

    /// Checks only, or deploys too. A dry run leaves no trace on the deployment and in the store.
    pub fn dry_run(mut self, is_dry_run: bool) -> Self {
        self.job.is_dry_run = is_dry_run;
        self
    }

    /// Sets the options of the gate.
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

    /// Sets the store that keeps the artifact and the entry of the ledger. Without one, nothing is kept.
    pub fn store(mut self, store: ReleaseStore) -> Self {
        self.job.store = Some(store);
        self
    }

    /// Receives each step as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
        self.on_event = Some(Box::new(on_event));
        self
    }
}

impl Job {
    async fn run(self, on_event: push::OnEvent<'_>) -> Result<Outcome> {
        let known = if self.is_dry_run {
            self.deployment.known().await?
        } else {
            self.deployment.for_change(self.change).await?
        };
        let (connection, hash) = (self.deployment.connection(), self.artifact.hash()?);
        let (mut before, mut unfinished) = (Vec::new(), Vec::new());
        if !self.is_dry_run {
            before = check_rights(&self.deployment, self.backup.as_ref()).await?;
            unfinished = self.resolve_unfinished(&known, &connection, on_event).await?;
        }
        let live = self.gate.read(&connection).await?;
        let candidate = self.gate.evaluate(&self.artifact, live.environment_variables.as_ref()).await?;
        let announcement = Announcement::new(&known, &hash, &live.surface, &candidate.surface);
        on_event(&DeployEvent::Announced(announcement.clone()));
        let mut on_documents = |progress: crate::source::DataProgress<'_>| {
            on_event(&DeployEvent::Documents {
                component: progress.component.to_owned(),
                table: progress.table.to_owned(),
                documents: progress.documents,
            });
            Ok(())
        };
        let Checked { report, evidence } = self.gate.check(&connection, &live, &candidate, &mut on_documents).await?;
        on_event(&DeployEvent::Checked { verdict: report.verdict, findings: report.findings.len() });
        if self.gate.refuses(&report) {
            let plan = plan(&live.surface, &candidate.surface, &evidence, &self.gate.check);
            return Ok(Outcome::Refused(Box::new(GateRefusal { deployment: known.name, report, plan })));
        }
        let guarded = Guarded {
            connection: &connection,
            artifact: &self.artifact,
            deployment_type: known.deployment_type.as_ref(),
            live: &live.surface,
            next: &candidate.surface,
        };
        let changes = guarded.find(&self.guards).await?;
        if !changes.is_empty() {
            on_event(&DeployEvent::Costly { changes: changes.clone() });
        }
        if !self.is_dry_run || self.is_followed {
            self.guards.check(&changes, &known.name)?;
        }
        if self.is_dry_run {
            return Ok(Outcome::Checked(Box::new(DryRun { announcement, report })));
        }
        let backup = match &self.backup {
            Some(by) => Some(back_up(by).await?),
            None => None,
        };
        if let Some(backup) = &backup {
            on_event(&DeployEvent::BackedUp { backup: backup.clone() });
        }
        let accepted = report.findings.iter().filter(|finding| finding.accepted.is_some());
        let release = Release {
            number: 0,
            deployment: name_of(&known),
            url: known.url.clone(),
            deployment_type: known.deployment_type.clone(),
            artifact: hash,
            state: ReleaseState::Started,
            started: now(),
            deployed: None,
            message: self.message.clone(),
            author: self.author.clone(),
            source: self.source.clone(),
            verdict: report.verdict,
            accepted: accepted.map(|finding| finding.fingerprint.clone()).collect(),
            environment_variables: live.environment_variables.clone(),
            backup,
            back_to: self.back_to,
            promoted_from: self.promoted_from.clone(),
            proofs: Vec::new(),
        };
        let release = self.push(&connection, &candidate, &before, release, on_event).await?;
        self.end_unfinished(&unfinished, on_event)?;
        Ok(Outcome::Deployed(Box::new(Deployed { release, report })))
    }

    /// Pushes, verifies, and keeps the entry in every case.
    async fn push(
        &self,
        connection: &Connection,
        candidate: &Candidate,
        before: &[LiveModuleHash],
        mut release: Release,
        on_event: push::OnEvent<'_>,
    ) -> Result<Release> {
        if let Some(store) = &self.store {
            store.keep(&self.artifact, &release.artifact)?;
            release.number = store.begin(&release)?;
        }
        let pushed = match self.start(connection, before, on_event).await {
            Ok(started) => self.make_live(connection, candidate, &release, started).await,
            Err(error) => {
                // What was not finished is not live, whatever the error.
                release.state = ReleaseState::Failed;
                Err(error)
            }
        };
        match pushed {
            Ok(()) => {
                on_event(&DeployEvent::Finished);
                release.proofs = verify(connection, &self.artifact, candidate).await?;
                (release.state, release.deployed) = (ReleaseState::Live, Some(now()));
                on_event(&DeployEvent::Verified { proofs: release.proofs.clone() });
            }
            // What is live is unknown if the deployment cannot be reached: the next deploy resolves it.
            Err(ref error) if is_unknown(error) => {}
            Err(_) => release.state = ReleaseState::Failed,
        }
        if let Some(store) = &self.store {
            store.update(&release)?;
        }
        pushed.map(|()| release)
    }

    async fn start(
        &self,
        connection: &Connection,
        before: &[LiveModuleHash],
        on_event: push::OnEvent<'_>,
    ) -> Result<StartedPush> {
        let started = push::start(connection, &self.artifact, on_event).await?;
        push::check_unchanged(connection, before).await?;
        Ok(started)
    }

    async fn make_live(
        &self,
        connection: &Connection,
        candidate: &Candidate,
        release: &Release,
        started: StartedPush,
    ) -> Result<()> {
        let message = compose(release.message.as_deref(), release.number, &release.artifact, release.source.as_ref());
        let Err(error) = push::finish(connection, started, message).await else { return Ok(()) };
        // The response may be lost and the push finished, and a request that arrives twice is refused the second time.
        if is_live(connection, &self.artifact, candidate).await? { Ok(()) } else { Err(error) }
    }

    /// Finds out which earlier deploys without an end in the ledger became live. Returns the others: one of them may still
    /// be running, so it failed for certain only after another push.
    async fn resolve_unfinished(
        &self,
        known: &KnownDeployment,
        connection: &Connection,
        on_event: push::OnEvent<'_>,
    ) -> Result<Vec<Release>> {
        let Some(store) = &self.store else { return Ok(Vec::new()) };
        let mut others = Vec::new();
        for mut release in store.list(&name_of(known))? {
            if release.state != ReleaseState::Started {
                continue;
            }
            let artifact = store.artifact(&release.artifact)?;
            let candidate = self.gate.evaluate(&artifact, release.environment_variables.as_ref()).await?;
            if is_live(connection, &artifact, &candidate).await? {
                release.state = ReleaseState::Live;
                store.update(&release)?;
                on_event(&DeployEvent::Resolved { number: release.number, is_live: true });
            } else {
                others.push(release);
            }
        }
        Ok(others)
    }

    /// Ends earlier deploys that did not become live before this one.
    fn end_unfinished(&self, unfinished: &[Release], on_event: push::OnEvent<'_>) -> Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        for release in unfinished {
            let mut release = store.get(&release.deployment, release.number)?;
            if release.state == ReleaseState::Started {
                release.state = ReleaseState::Failed;
                store.update(&release)?;
                on_event(&DeployEvent::Resolved { number: release.number, is_live: false });
            }
        }
        Ok(())
    }
}

impl IntoFuture for Deploy {
    type Output = Result<Outcome>;
    type IntoFuture = BoxFuture<'static, Result<Outcome>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { job, on_event } = self;
        Box::pin(async move {
            let mut on_event = on_event.unwrap_or_else(|| Box::new(|_| {}));
            job.run(&mut *on_event).await
        })
    }
}

/// Checks if a change may have happened although it returned an error.
fn is_unknown(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Io | ErrorKind::Internal)
}

/// Returns the name of a deployment in the store: that of its address for one without a name.
pub(super) fn name_of(known: &KnownDeployment) -> String {
    if !known.name.is_empty() {
        return known.name.clone();
    }
    let address = known.url.split_once("://").map_or(known.url.as_str(), |(_, address)| address);
    address.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

fn now() -> Timestamp {
    Timestamp::from_millis(clock::now_ms() as i64)
}
