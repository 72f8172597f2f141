//! `deleteUsageLimit`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Deletes a usage limit of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteUsageLimit {
    /// Usage limit ID.
    pub id: String,
}

impl Operation for DeleteUsageLimit {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("deleteUsageLimit", "POST /delete_usage_limit/{id}")
        .without_body()
        .retry(Retry::UntilGone)
        .needs(&[Action::DeploymentUsageLimitsWrite]);
}
