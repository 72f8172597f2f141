//! What a deployment uses, and its limits.

mod create_usage_limit;
mod delete_usage_limit;
mod get_current_usage;
mod list_usage_limits;
mod update_usage_limit;

pub use create_usage_limit::CreateUsageLimit;
pub use delete_usage_limit::DeleteUsageLimit;
pub use get_current_usage::{CurrentUsage, GetCurrentUsage, MetricUsage, SeedStatus, UsageUnit, WindowUsage};
pub use list_usage_limits::{ListUsageLimits, UsageLimits};
pub use update_usage_limit::UpdateUsageLimit;

use serde::{Deserialize, Serialize};

use crate::model::open_enum;

open_enum! {
    /// What is measured.
    pub enum UsageMetric {
        FunctionCalls = "functionCalls",
        DatabaseIoGb = "databaseIoGb",
        DataEgressGb = "dataEgressGb",
        SearchQueryGb = "searchQueryGb",
        QueryMutationComputeGbHours = "queryMutationComputeGbHours",
        ActionComputeConvexGbHours = "actionComputeConvexGbHours",
        ActionComputeNodeJsGbHours = "actionComputeNodeJsGbHours",
        ActionComputeCpuGbHours = "actionComputeCpuGbHours",
    }
}

open_enum! {
    /// Over which time it is measured, by the calendar in UTC.
    pub enum UsageWindow {
        Day = "day",
        Month = "month",
    }
}

open_enum! {
    /// What happens at the limit.
    pub enum UsageLimitType {
        /// The team is warned.
        Warning = "warning",
        /// The deployment stops.
        Disable = "disable",
    }
}

/// A limit of what a deployment may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UsageLimit {
    /// Names the limit.
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

/// A limit as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UsageLimitAnswer {
    /// The limit.
    pub usage_limit: UsageLimit,
}
