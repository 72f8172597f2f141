//! `runFunction`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FunctionResult;
use crate::api::{Contract, Operation};

/// Runs a function of any kind, internal ones too, as `npx convex run` does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunFunction {
    /// The function: `messages:list`.
    pub path: String,
    /// Its arguments: an object, or an array with one.
    #[serde(default)]
    pub args: Value,
    /// How values are written: `convex_encoded_json`, which loses nothing, where nothing is said; or `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The component whose function it is; the app itself where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_path: Option<String>,
}

impl Operation for RunFunction {
    type Response = FunctionResult;

    const CONTRACT: Contract = Contract::command("runFunction", "POST /function").fails_with(&["BadFormat"]);
}
