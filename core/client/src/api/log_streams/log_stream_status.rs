//! Status of a log stream.

use serde::{Deserialize, Serialize};

use crate::model::open_union;

open_union! {
    /// Status of a log stream.
    pub enum LogStreamStatus by "type" {
        /// Created, not started yet.
        Pending(NoDetail) = "pending",
        /// Restarting after a change.
        Restarting(NoDetail) = "restarting",
        /// Failing to send.
        Failed(LogStreamFailure) = "failed",
        /// Sending.
        Active(NoDetail) = "active",
        /// Being deleted.
        Deleting(NoDetail) = "deleting",
    }
}

/// No details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NoDetail {}

/// Reason why a log stream cannot send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LogStreamFailure {
    /// Reason.
    pub reason: String,
}
