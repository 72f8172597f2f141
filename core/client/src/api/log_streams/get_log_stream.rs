//! `getLogStream`

use serde::{Deserialize, Serialize};

use super::LogStream;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Gets a log stream of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetLogStream {
    /// Log stream ID.
    pub id: String,
}

impl Operation for GetLogStream {
    type Response = LogStream;

    const CONTRACT: Contract =
        Contract::deployment("getLogStream", "GET /get_log_stream/{id}").needs(&[Action::DeploymentIntegrationsView]);
}
