//! Progress of a deploy.

use std::collections::BTreeMap;

use serde::Serialize;

use super::announce::Announcement;
use super::backup::ReleaseBackup;
use super::costly::CostlyChange;
use super::verify::Proof;
use crate::compat::report::Verdict;

/// A step of a deploy, as it happens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "event")]
#[non_exhaustive]
pub enum DeployEvent {
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
