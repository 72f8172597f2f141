//! How far an export is, as Convex writes it. Timestamps are nanoseconds since the Unix epoch.

use serde::{Deserialize, Serialize};

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(in crate::embedded) enum ExportState {
    /// It was asked for.
    Requested {},
    /// It is being made.
    InProgress {
        /// When that began.
        start_ts: i64,
        /// What is being done.
        progress_message: Option<String>,
    },
    /// It is made.
    Completed {
        /// The moment that it shows.
        start_ts: i64,
        /// When it was made.
        complete_ts: i64,
        /// Names the file.
        zip_object_key: String,
        /// How long the file is.
        size: i64,
    },
    /// It was not made, and won't be.
    Failed {
        /// When it began.
        start_ts: i64,
        /// When it ended.
        failed_ts: i64,
    },
    /// Somebody wants it no more.
    Canceled {
        /// When it began, if it did.
        start_ts: Option<i64>,
        /// When it ended.
        canceled_ts: i64,
    },
}

impl ExportState {
    /// Whether somebody works on it.
    pub(in crate::embedded) fn is_open(&self) -> bool {
        matches!(self, Self::Requested {} | Self::InProgress { .. })
    }

    /// When it began, if it did.
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
