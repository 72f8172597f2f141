//! Scheduled calls of a deployment.

use crate::surface::FunctionName;
use crate::value::Value;

/// A document of `_scheduled_functions`.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduledCall {
    /// Document id.
    pub id: String,
    /// Function to run.
    pub target: FunctionName,
    /// Arguments of the call.
    pub args: Value,
    /// State of the call.
    pub state: CallState,
    /// Due time, in milliseconds since the Unix epoch.
    pub scheduled_time: f64,
}

/// State of a scheduled call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallState {
    /// Waiting; will run with the code deployed when it is due.
    Pending,
    /// A running action; it never restarts.
    InProgress,
    /// Succeeded, failed or cancelled.
    Finished,
    /// A state unknown to this version.
    Other,
}

impl CallState {
    /// Checks if the call may still start.
    #[must_use]
    pub fn may_start(self) -> bool {
        !matches!(self, Self::InProgress | Self::Finished)
    }
}
