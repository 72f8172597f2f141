//! Progress of a deploy.

use std::collections::BTreeMap;

use serde::Serialize;

use super::announce::Announcement;
use super::backup::ReleaseBackup;
use super::costly::CostlyChange;
use super::proof::Proof;
use crate::compat::report::Verdict;
use crate::handles::{Progress, ProgressPhase, ProgressUnit, Reporter};

/// A step of a deploy, as it happens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "event")]
#[non_exhaustive]
pub enum DeployEvent {
    /// The app is bundled, unless it is an artifact.
    #[serde(rename_all = "camelCase")]
    Bundling {
        /// Place of the app.
        app: String,
    },
    /// The deployment is known: what is deployed to it, and what that removes.
    Announced(Announcement),
    /// Documents are read and checked.
    #[serde(rename_all = "camelCase")]
    Documents {
        /// Component of the table read last.
        component: String,
        /// Table read last.
        table: String,
        /// Number of documents checked so far.
        documents: u64,
    },
    /// The gate has checked the artifact.
    #[serde(rename_all = "camelCase")]
    Checked {
        /// Verdict.
        verdict: Verdict,
        /// Number of findings.
        findings: usize,
    },
    /// Changes that hold the deploy up for long, or that cost as much to take back. Those that are not allowed refuse it.
    Costly {
        /// Changes.
        changes: Vec<CostlyChange>,
    },
    /// The deployment was backed up.
    BackedUp {
        /// Backup.
        backup: ReleaseBackup,
    },
    /// The push has started. The live app is not changed yet.
    #[serde(rename_all = "camelCase")]
    Pushed {
        /// Number of modules that were sent.
        sent: usize,
        /// Number of modules that the deployment already had.
        unchanged: usize,
    },
    /// Convex validates documents and builds indexes.
    Waiting(PendingWork),
    /// The push is finished: the artifact is live.
    Finished,
    /// The live app was read, and is the artifact.
    #[serde(rename_all = "camelCase")]
    Verified {
        /// Proofs.
        proofs: Vec<Proof>,
    },
    /// An earlier deploy ended without an end in the ledger.
    #[serde(rename_all = "camelCase")]
    Resolved {
        /// Number of its release.
        number: u32,
        /// `true` if its artifact is live.
        is_live: bool,
    },
}

/// Work of Convex before a push can be finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PendingWork {
    /// Components whose documents are being validated.
    pub validating: Vec<String>,
    /// Number of indexes that are built, and number of all, by component.
    pub indexes: BTreeMap<String, (u64, u64)>,
}

/// A receiver of each step.
type Listener = Box<dyn FnMut(&DeployEvent) + Send>;

/// Receivers of the steps of a deploy.
#[derive(Default)]
pub(super) struct Events {
    /// Receiver of each step.
    pub(super) listener: Option<Listener>,
    /// Receiver of the progress.
    pub(super) reporter: Reporter,
}

impl Events {
    pub(super) fn send(&mut self, event: &DeployEvent) {
        if let Some(progress) = event.progress() {
            self.reporter.report(progress);
        }
        if let Some(listener) = &mut self.listener {
            listener(event);
        }
    }
}

impl DeployEvent {
    /// Returns the progress of the deploy after the step.
    fn progress(&self) -> Option<Progress> {
        let steps = |phase, done, total| Some(Progress::new(phase, done, ProgressUnit::Steps).of(total));
        match self {
            Self::Bundling { .. } => steps(ProgressPhase::Bundle, 0, 1),
            Self::Announced(_) => steps(ProgressPhase::Bundle, 1, 1),
            Self::Documents { documents, .. } => {
                Some(Progress::new(ProgressPhase::Check, *documents, ProgressUnit::Documents))
            }
            Self::BackedUp { .. } => steps(ProgressPhase::Backup, 1, 1),
            Self::Pushed { .. } => steps(ProgressPhase::Push, 1, 2),
            Self::Waiting(work) => {
                let (built, all) = work.count_indexes();
                steps(ProgressPhase::Wait, built, all)
            }
            Self::Finished => steps(ProgressPhase::Push, 2, 2),
            Self::Checked { .. } | Self::Costly { .. } | Self::Verified { .. } | Self::Resolved { .. } => None,
        }
    }
}

impl PendingWork {
    /// Returns the number of indexes that are built, and the number of all.
    #[must_use]
    pub fn count_indexes(&self) -> (u64, u64) {
        self.indexes.values().fold((0, 0), |(built, all), (b, a)| (built + b, all + a))
    }
}
