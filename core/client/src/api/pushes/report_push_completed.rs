//! `reportPushCompleted`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Contract, Operation, Retry};

/// Reports the duration of the steps of a push.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ReportPushCompleted {
    /// Steps, as OpenTelemetry spans.
    #[serde(default)]
    pub spans: Vec<Value>,
}

impl Operation for ReportPushCompleted {
    type Response = ReportedPush;

    const CONTRACT: Contract =
        Contract::push("reportPushCompleted", "POST /deploy2/report_push_completed").retry(Retry::Always);
}

/// Empty response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReportedPush {}
