//! `streamFunctionLogs`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Waits for functions to run, and reads the log of those that ran since. The first call, without a cursor, answers at
/// once with what is remembered; later ones wait up to a minute, so give them longer than that.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StreamFunctionLogs {
    /// The `newCursor` of the answer before: a time, in milliseconds since the Unix epoch.
    #[serde(default)]
    pub cursor: f64,
    /// Only what this session asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// Only what this request of the session asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_request_counter: Option<u32>,
}

impl Operation for StreamFunctionLogs {
    type Response = FunctionLogs;

    const CONTRACT: Contract = Contract::command("streamFunctionLogs", "GET /stream_function_logs")
        .query(&["cursor", "sessionId", "clientRequestCounter"])
        .needs(&[Action::DeploymentLogsView]);
}

/// Functions that ran.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FunctionLogs {
    /// What ran, and what it logged, in the order of time.
    pub entries: Vec<Value>,
    /// Where to go on: a time, in milliseconds since the Unix epoch.
    pub new_cursor: f64,
}
