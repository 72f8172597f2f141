//! State of an export, in Convex's form. Timestamps are nanoseconds since the Unix epoch.

use serde::{Deserialize, Serialize};

/// State of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(in crate::embedded) enum ExportState {
    /// Not started yet.
    Requested {},
    /// In progress.
    InProgress {
        /// Start time.
        start_ts: i64,
        /// Current step.
        progress_message: Option<String>,
    },
    /// Completed.
    Completed {
        /// Timestamp of the snapshot.
        start_ts: i64,
        /// Completion time.
        complete_ts: i64,
        /// Key of the file.
        zip_object_key: String,
        /// Length of the file.
        size: i64,
    },
    /// Failed.
    Failed {
        /// Start time.
        start_ts: i64,
        /// Time of the failure.
        failed_ts: i64,
    },
    /// Canceled.
    Canceled {
        /// Start time, if it started.
        start_ts: Option<i64>,
        /// Time of the cancellation.
        canceled_ts: i64,
    },
}

impl ExportState {
    /// Checks if the export is unfinished.
    pub(in crate::embedded) fn is_open(&self) -> bool {
        matches!(self, Self::Requested {} | Self::InProgress { .. })
    }

    /// Returns the start time, if it started.
    pub(in crate::embedded) fn start_ts(&self) -> Option<i64> {
        match self {
            Self::Requested {} => None,
            Self::InProgress { start_ts, .. } | Self::Completed { start_ts, .. } | Self::Failed { start_ts, .. } => {
                Some(*start_ts)
            }
            Self::Canceled { start_ts, .. } => *start_ts,
        }
    }
}
