//! `updateUsageLimit`

use serde::{Deserialize, Serialize};

use super::{UsageLimitAnswer, UsageLimitType, UsageMetric, UsageWindow};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Replaces a limit of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateUsageLimit {
    /// The limit.
    pub id: String,
    /// What is limited.
    pub metric: UsageMetric,
    /// Over which time.
    pub window: UsageWindow,
    /// What happens at the limit.
    pub limit_type: UsageLimitType,
    /// The limit in the metric's unit, at least 1.
    pub limit: u64,
    /// Whether it holds.
    pub enabled: bool,
}

impl Operation for UpdateUsageLimit {
    type Response = UsageLimitAnswer;

    const CONTRACT: Contract = Contract::deployment("updateUsageLimit", "POST /update_usage_limit/{id}")
        .retried(Retry::Always)
        .needs(&[Action::DeploymentUsageLimitsWrite]);
}
