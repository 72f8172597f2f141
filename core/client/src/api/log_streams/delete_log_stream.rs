//! `deleteLogStream`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Deletes a log stream of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteLogStream {
    /// Log stream ID.
    pub id: String,
}

impl Operation for DeleteLogStream {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("deleteLogStream", "POST /delete_log_stream/{id}")
        .without_body()
        .retry(Retry::UntilGone)
        .needs(&[Action::DeploymentIntegrationsWrite]);
}
