//! `runMutation`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FunctionResult;
use crate::api::{Contract, Operation};

/// Runs a mutation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunMutation {
    /// The function: `messages:list`.
    pub path: String,
    /// Its arguments: an object, or an array with one.
    #[serde(default)]
    pub args: Value,
    /// How values are written: `convex_encoded_json`, which loses nothing, where nothing is said; or `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

impl Operation for RunMutation {
    type Response = FunctionResult;

    const CONTRACT: Contract = Contract::command("runMutation", "POST /mutation").fails_with(&["BadFormat"]);
}
