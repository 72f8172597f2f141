//! Calls that a deployment has promised to make.

use crate::surface::FunctionName;
use crate::value::Value;

/// A document of `_scheduled_functions`.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduledCall {
    /// Its document id.
    pub id: String,
    /// What will run.
    pub target: FunctionName,
    /// What it will be given.
    pub args: Value,
    /// How far it is.
    pub state: CallState,
    /// When it is due, in milliseconds since the Unix epoch.
    pub scheduled_time: f64,
}

/// How far a scheduled call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallState {
    /// It waits, and will run with the code that is deployed then.
    Pending,
    /// An action that is running; it never starts again.
    InProgress,
    /// It succeeded, failed or was cancelled.
    Finished,
    /// A state that this version does not know.
    Other,
}

impl CallState {
    /// Whether the call may still start.
    #[must_use]
    pub fn may_start(self) -> bool {
        !matches!(self, Self::InProgress | Self::Finished)
    }
}
