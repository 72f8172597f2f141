//! State of an import, in Convex's form.

use serde::{Deserialize, Serialize};

/// State of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(in crate::embedded) enum ImportState {
    /// The file is uploaded.
    Uploaded,
    /// Waiting for the client's confirmation.
    WaitingForConfirmation {
        /// Summary of the changes.
        message_to_confirm: String,
        /// Set if documents would be deleted.
        require_manual_confirmation: bool,
    },
    /// In progress.
    InProgress {
        /// Current step.
        progress_message: String,
        /// Completed steps.
        checkpoint_messages: Vec<String>,
    },
    /// Completed.
    Completed {
        /// Timestamp at which its documents became visible.
        timestamp: i64,
        /// Number of imported documents.
        num_rows_written: i64,
    },
    /// Failed or canceled.
    Failed {
        /// Reason.
        error_message: String,
    },
}

impl ImportState {
    /// Returns the initial state of an import in progress.
    pub(in crate::embedded) fn started() -> Self {
        Self::InProgress { progress_message: "Importing".to_owned(), checkpoint_messages: Vec::new() }
    }

    /// Checks if the import is unfinished.
    pub(in crate::embedded) fn is_open(&self) -> bool {
        matches!(self, Self::Uploaded | Self::InProgress { .. })
    }
}
