//! How far an import is, as Convex writes it.

use serde::{Deserialize, Serialize};

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(in crate::embedded) enum ImportState {
    /// Its file is there.
    Uploaded,
    /// Somebody is to say whether it may be done.
    WaitingForConfirmation {
        /// What would be done.
        message_to_confirm: String,
        /// Whether documents would be deleted.
        require_manual_confirmation: bool,
    },
    /// It is being done.
    InProgress {
        /// What is being done.
        progress_message: String,
        /// What was done.
        checkpoint_messages: Vec<String>,
    },
    /// It is done.
    Completed {
        /// The timestamp from which on its documents are there.
        timestamp: i64,
        /// How many documents it has.
        num_rows_written: i64,
    },
    /// It was not done, and won't be.
    Failed {
        /// Why.
        error_message: String,
    },
}

impl ImportState {
    /// Being done, of which nothing is done yet.
    pub(in crate::embedded) fn begun() -> Self {
        Self::InProgress { progress_message: "Importing".to_owned(), checkpoint_messages: Vec::new() }
    }

    /// Whether somebody works on it.
    pub(in crate::embedded) fn is_open(&self) -> bool {
        matches!(self, Self::Uploaded | Self::InProgress { .. })
    }
}
