//! The gate before a deploy: an artifact against what is live.

use std::collections::BTreeSet;

use super::app::{self, App, AppKind, Built};
use super::blocking;
use super::documents::Documents;
use super::event::{DeployEvent, Events};
use super::store::{ReleaseStore, name_of};
use crate::analysis::{self, EvaluationProblem, Isolation, analyse};
use crate::artifact::Artifact;
use crate::cancel::{Cancel, DropGuard};
use crate::clock;
use crate::compat::report::{Level, Report};
use crate::compat::{Options, check};
use crate::engine::Connection;
use crate::error::{Error, Result};
use crate::live::{DocumentOptions, Live, read_live};
use crate::source::{Bundler, DataProgress, ProjectOptions, analysis_with_addresses, open_artifact, open_surface};
use crate::surface::Surface;

/// Options of the gate before a deploy.
///
/// ```
/// use convex_ops::compat::report::Level;
/// use convex_ops::release::{Documents, GateOptions};
///
/// let mut options = GateOptions::default();
/// options.fail_on = Some(Level::Risky);
/// options.documents = Documents::None;
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GateOptions {
    /// Minimum level of a finding that refuses the artifact. `None` refuses none.
    pub fail_on: Option<Level>,
    /// Deploys although questions are undecided or required inputs are missing.
    pub allow_undecided: bool,
    /// Documents to check.
    pub documents: Documents,
    /// Policy, time and budget of the check.
    pub check: Options,
    /// Bundler of an app that is given as a place.
    pub bundler: Bundler,
    /// Evaluation of the artifact.
    pub analysis: analysis::EvaluationOptions,
    /// Isolation of the evaluation. By default a thread of this process, for trusted code.
    pub isolation: Isolation,
    /// Cancels reading and checking. It does not stop a push.
    pub cancel: Cancel,
}

impl Default for GateOptions {
    fn default() -> Self {
        Self {
            fail_on: Some(Level::Breaking),
            allow_undecided: false,
            documents: Documents::Live,
            check: Options::at(clock::now_ms()),
            bundler: Bundler::default(),
            analysis: analysis::EvaluationOptions::default(),
            isolation: Isolation::Thread,
            cancel: Cancel::default(),
        }
    }
}

/// An artifact with its surface.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) surface: Surface,
}

/// The result of the gate.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) report: Report,
    pub(super) evidence: crate::compat::Evidence,
}

impl GateOptions {
    /// Adds a guard that stops the bundler, the evaluation and the check when it is dropped with the future of a call.
    pub(super) fn until_dropped(self) -> (Self, DropGuard) {
        let cancel = self.cancel.child();
        let guard = cancel.drop_guard();
        (Self { cancel, ..self }, guard)
    }

    /// Evaluates an artifact on a thread of its own, with these environment variables if they are known.
    pub(super) async fn evaluate(
        &self,
        artifact: &Artifact,
        variables: Option<&BTreeSet<String>>,
    ) -> Result<Candidate> {
        let mut options = analysis_with_addresses(self.analysis.clone());
        options.names = options.names.or_else(|| variables.cloned());
        let (isolation, artifact) = (self.isolation.clone(), artifact.clone());
        let surface = blocking::run(move || {
            let mut analysis = analyse(&artifact, &options, &isolation)?;
            // Stand-ins for packages may fail where Convex does not.
            let in_node = |problem: &EvaluationProblem| artifact.runs_in_node(&problem.module);
            if let Some(problem) = analysis.problems.iter().find(|problem| !in_node(problem)) {
                return Err(Error::invalid_input(problem.to_string()));
            }
            analysis.locate(&artifact);
            analysis.surface()
        });
        Ok(Candidate { surface: surface.await? })
    }

    /// Bundles an app, or reads its artifact. `deployment` is the name in the store of the deployment that is changed.
    pub(super) async fn build(
        &self,
        app: &App,
        store: &ReleaseStore,
        deployment: &str,
        events: &mut Events,
    ) -> Result<Built> {
        match &app.0 {
            AppKind::Artifact(artifact) => Ok(Built { artifact: (**artifact).clone(), source: None, release: None }),
            AppKind::Release(release) => Built::of_release((**release).clone(), store),
            AppKind::Number(number) => Built::of_release(store.get(deployment, *number)?, store),
            AppKind::Live(live) => {
                let name = name_of(&live.known().await?);
                Built::of_release(store.latest(&name)?.ok_or_else(|| store.no_release(&name))?, store)
            }
            AppKind::Surface(_) => Err(app::no_code()),
            AppKind::Place(place) => {
                events.send(&DeployEvent::Bundling { app: place.clone() });
                let (place, options) = (place.clone(), self.project(None));
                let opened = blocking::run(move || open_artifact(&place, &options)).await?;
                Ok(Built { artifact: opened.value, source: None, release: None })
            }
        }
    }

    /// Reads the surface of an app that is only checked.
    pub(super) async fn read_surface(
        &self,
        app: &App,
        store: &ReleaseStore,
        deployment: &str,
        variables: Option<&BTreeSet<String>>,
        events: &mut Events,
    ) -> Result<Surface> {
        match &app.0 {
            AppKind::Surface(surface) => Ok((**surface).clone()),
            AppKind::Live(live) => Ok(self.read(&live.connection()).await?.surface),
            AppKind::Place(place) => {
                events.send(&DeployEvent::Bundling { app: place.clone() });
                let (place, options) = (place.clone(), self.project(variables));
                Ok(blocking::run(move || open_surface(&place, &options)).await?.value)
            }
            AppKind::Artifact(_) | AppKind::Release(_) | AppKind::Number(_) => {
                let built = self.build(app, store, deployment, events).await?;
                Ok(self.evaluate(&built.artifact, variables).await?.surface)
            }
        }
    }

    /// Returns the options for opening a project.
    fn project(&self, variables: Option<&BTreeSet<String>>) -> ProjectOptions {
        let mut analysis = self.analysis.clone();
        analysis.names = analysis.names.or_else(|| variables.cloned());
        ProjectOptions {
            bundler: self.bundler,
            analysis,
            isolation: self.isolation.clone(),
            cancel: self.cancel.clone(),
            ..ProjectOptions::default()
        }
    }

    /// Reads a deployment.
    pub(super) async fn read(&self, connection: &Connection) -> Result<Live> {
        self.cancel.check()?;
        read_live(connection).await
    }

    /// Checks an artifact against a deployment, and sends the result.
    pub(super) async fn check(
        &self,
        connection: &Connection,
        live: &Live,
        candidate: &Surface,
        events: &mut Events,
    ) -> Result<Checked> {
        let data = match &self.documents {
            Documents::None => None,
            Documents::Checked(data) => Some((**data).clone()),
            Documents::Live => {
                let options = DocumentOptions { cancel: self.cancel.clone(), ..DocumentOptions::default() };
                let mut progress = |progress: DataProgress<'_>| {
                    events.send(&DeployEvent::Documents {
                        component: progress.component.to_owned(),
                        table: progress.table.to_owned(),
                        documents: progress.documents,
                    });
                    Ok(())
                };
                Some(live.check_documents(connection, candidate, &options, &mut progress).await?)
            }
        };
        self.cancel.check()?;
        let evidence = live.evidence(data);
        let mut report = check(&live.surface, candidate, &evidence, &self.check);
        live.note(&mut report);
        events.send(&DeployEvent::Checked { verdict: report.verdict, findings: report.findings.len() });
        Ok(Checked { report, evidence })
    }

    /// Checks if a report refuses the artifact.
    pub(super) fn refuses(&self, report: &Report) -> bool {
        let found = self.fail_on.is_some_and(|level| report.reaches(level));
        let is_undecided = !report.undecided.is_empty() || !report.missing.is_empty();
        found || (is_undecided && !self.allow_undecided)
    }
}
