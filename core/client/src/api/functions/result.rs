//! What a function gave.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::open_union;

open_union! {
    /// What a function gave. That it failed is an answer too, and no error of the call.
    pub enum FunctionResult by "status" {
        /// What it returned.
        Success(FunctionSuccess) = "success",
        /// What it threw.
        Failure(FunctionFailure) = "error",
    }
}

/// What a function returned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FunctionSuccess {
    /// The value, in the format that was asked for.
    pub value: Value,
    /// What it logged, where the deployment sends that to its clients.
    #[serde(default)]
    pub log_lines: Vec<String>,
}

/// What a function threw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FunctionFailure {
    /// The message.
    pub error_message: String,
    /// The data of a `ConvexError`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_data: Option<Value>,
    /// What it logged, where the deployment sends that to its clients.
    #[serde(default)]
    pub log_lines: Vec<String>,
}

impl FunctionFailure {
    /// A failure with a message alone.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { error_message: message.into(), ..Self::default() }
    }
}
