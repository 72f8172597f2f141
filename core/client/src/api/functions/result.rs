//! Result of a function.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::open_union;

open_union! {
    /// Result of a function. A function that throws is a result too, not an error of the call.
    pub enum FunctionResult by "status" {
        /// Returned value.
        Success(FunctionSuccess) = "success",
        /// Thrown error.
        Failure(FunctionFailure) = "error",
    }
}

/// Returned value of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FunctionSuccess {
    /// Value, in the requested format.
    pub value: Value,
    /// Log lines, if the deployment sends them to clients.
    #[serde(default)]
    pub log_lines: Vec<String>,
}

/// Error thrown by a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FunctionFailure {
    /// Error message.
    pub error_message: String,
    /// Data of a `ConvexError`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_data: Option<Value>,
    /// Log lines, if the deployment sends them to clients.
    #[serde(default)]
    pub log_lines: Vec<String>,
}

impl FunctionFailure {
    /// Creates a failure with only a message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { error_message: message.into(), ..Self::default() }
    }
}
