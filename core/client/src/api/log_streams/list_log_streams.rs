//! `listLogStreams`

use serde::{Deserialize, Serialize};

use super::LogStream;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Lists the log streams of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListLogStreams {}

impl Operation for ListLogStreams {
    type Response = Vec<LogStream>;

    const CONTRACT: Contract =
        Contract::deployment("listLogStreams", "GET /list_log_streams").needs(&[Action::DeploymentIntegrationsView]);
}
