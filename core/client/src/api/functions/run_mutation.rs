//! `runMutation`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FunctionResult;
use crate::api::{Contract, Operation};

/// Runs a mutation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RunMutation {
    /// Function, such as `messages:list`.
    pub path: String,
    /// Arguments: an object, or an array that contains one.
    #[serde(default)]
    pub args: Value,
    /// Format of values: `convex_encoded_json` (lossless, the default) or `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

impl Operation for RunMutation {
    type Response = FunctionResult;

    const CONTRACT: Contract = Contract::command("runMutation", "POST /mutation").fails_with(&["BadFormat"]);
}
