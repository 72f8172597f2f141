//! `createUsageLimit`

use serde::{Deserialize, Serialize};

use super::{UsageLimitAnswer, UsageLimitType, UsageMetric, UsageWindow};
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Adds a usage limit to a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateUsageLimit {
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

impl Operation for CreateUsageLimit {
    type Response = UsageLimitAnswer;

    const CONTRACT: Contract = Contract::deployment("createUsageLimit", "POST /create_usage_limit")
        .needs(&[Action::DeploymentUsageLimitsWrite]);
}
