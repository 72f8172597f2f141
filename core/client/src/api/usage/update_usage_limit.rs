//! `updateUsageLimit`

use serde::{Deserialize, Serialize};

use super::{UsageLimitAnswer, UsageLimitType, UsageMetric, UsageWindow};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Replaces a usage limit of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateUsageLimit {
    /// Usage limit ID.
    pub id: String,
    /// Metric to limit.
    pub metric: UsageMetric,
    /// Time window.
    pub window: UsageWindow,
    /// Effect of reaching the limit.
    pub limit_type: UsageLimitType,
    /// Limit in the metric's unit, at least 1.
    pub limit: u64,
    /// `true` if the limit is enforced.
    pub enabled: bool,
}

impl Operation for UpdateUsageLimit {
    type Response = UsageLimitAnswer;

    const CONTRACT: Contract = Contract::deployment("updateUsageLimit", "POST /update_usage_limit/{id}")
        .retry(Retry::Always)
        .needs(&[Action::DeploymentUsageLimitsWrite]);
}
