//! `queryUsage`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Contract, Credential, Operation};
use crate::model::TeamId;

/// Runs one of the dashboard's usage queries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct QueryUsage {
    /// Team ID.
    pub team_id: TeamId,
    /// Query ID.
    pub query_id: String,
    /// Only usage of this deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// First day: `2026-11-19`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day: `2026-11-22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Operation for QueryUsage {
    type Response = Vec<Value>;

    const CONTRACT: Contract = Contract::lookup("queryUsage", "GET /dashboard/teams/{team_id}/usage/query")
        .query(&["queryId", "deploymentName", "from", "to"])
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["TeamNotFound"]);
}
