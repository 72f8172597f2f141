//! The gate before a deploy: an artifact against what is live.

use std::collections::BTreeSet;

use super::documents::Documents;
use crate::analysis::{self, EvaluationProblem, Isolation, analyse};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::clock;
use crate::compat::report::{Level, Report};
use crate::compat::{Options, check};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::live::{DocumentOptions, Live, read_live};
use crate::source::{DataProgress, analysis_with_addresses};
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
    /// Evaluates an artifact on a thread of its own, with these environment variables if they are known.
    pub(super) async fn evaluate(
        &self,
        artifact: &Artifact,
        variables: Option<&BTreeSet<String>>,
    ) -> Result<Candidate> {
        let mut options = analysis_with_addresses(self.analysis.clone());
        options.names = options.names.or_else(|| variables.cloned());
        let (isolation, artifact) = (self.isolation.clone(), artifact.clone());
        let (sender, receiver) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let surface = analyse(&artifact, &options, &isolation).and_then(|mut analysis| {
                // Stand-ins for packages may fail where Convex does not.
                let in_node = |problem: &EvaluationProblem| artifact.runs_in_node(&problem.module);
                if let Some(problem) = analysis.problems.iter().find(|problem| !in_node(problem)) {
                    return Err(Error::invalid_input(problem.to_string()));
                }
                analysis.locate(&artifact);
                analysis.surface()
            });
            // The caller may be gone.
            let _ = sender.send(surface);
        });
        let surface = receiver.await.map_err(|_| bug())??;
        Ok(Candidate { surface })
    }

    /// Reads a deployment.
    pub(super) async fn read(&self, connection: &Connection) -> Result<Live> {
        self.cancel.check()?;
        read_live(connection).await
    }

    /// Checks an artifact against a deployment.
    pub(super) async fn check(
        &self,
        connection: &Connection,
        live: &Live,
        candidate: &Candidate,
        progress: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send),
    ) -> Result<Checked> {
        let data = match &self.documents {
            Documents::None => None,
            Documents::Checked(data) => Some((**data).clone()),
            Documents::Live => {
                let options = DocumentOptions { cancel: self.cancel.clone(), ..DocumentOptions::default() };
                Some(live.check_documents(connection, &candidate.surface, &options, progress).await?)
            }
        };
        self.cancel.check()?;
        let evidence = live.evidence(data);
        let mut report = check(&live.surface, &candidate.surface, &evidence, &self.check);
        live.note(&mut report);
        Ok(Checked { report, evidence })
    }

    /// Checks if a report refuses the artifact.
    pub(super) fn refuses(&self, report: &Report) -> bool {
        let found = self.fail_on.is_some_and(|level| report.reaches(level));
        let is_undecided = !report.undecided.is_empty() || !report.missing.is_empty();
        found || (is_undecided && !self.allow_undecided)
    }
}

fn bug() -> Error {
    Error::new(ErrorKind::Internal, "panic while evaluating the artifact: this is a bug in convex-ops")
}
