//! `streamFunctionLogs`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Waits for function executions, then returns their logs. The first call, without a cursor, returns the recent logs
/// immediately. Later calls wait up to a minute, so set a longer timeout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct StreamFunctionLogs {
    /// `newCursor` of the previous response: a time in milliseconds since the Unix epoch.
    #[serde(default)]
    pub cursor: f64,
    /// Only executions requested by this session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// Only executions caused by this request of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_request_counter: Option<u32>,
}

impl Operation for StreamFunctionLogs {
    type Response = FunctionLogs;

    const CONTRACT: Contract = Contract::command("streamFunctionLogs", "GET /stream_function_logs")
        .query(&["cursor", "sessionId", "clientRequestCounter"])
        .needs(&[Action::DeploymentLogsView]);
}

/// Function executions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FunctionLogs {
    /// Executions with their logs, in chronological order.
    pub entries: Vec<Value>,
    /// Cursor for the next call: a time in milliseconds since the Unix epoch.
    pub new_cursor: f64,
}
