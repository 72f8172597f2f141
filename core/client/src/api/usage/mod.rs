//! Usage of a deployment, and its limits.

mod create_usage_limit;
mod delete_usage_limit;
mod get_current_usage;
mod list_usage_limits;
mod update_usage_limit;

pub use create_usage_limit::CreateUsageLimit;
pub use delete_usage_limit::DeleteUsageLimit;
pub use get_current_usage::{CurrentUsage, GetCurrentUsage, SeedStatus, UsageDetails, UsageUnit, WindowUsage};
pub use list_usage_limits::{ListUsageLimits, UsageLimitList};
pub use update_usage_limit::UpdateUsageLimit;

use serde::{Deserialize, Serialize};

use crate::model::open_enum;

open_enum! {
    /// Usage metric.
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
    /// Time window of a limit: a calendar period in UTC.
    pub enum UsageWindow {
        Day = "day",
        Month = "month",
    }
}

open_enum! {
    /// Effect of reaching a limit.
    pub enum UsageLimitType {
        /// Warns the team.
        Warning = "warning",
        /// Disables the deployment.
        Disable = "disable",
    }
}

/// A usage limit of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UsageLimit {
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

/// Current state of a usage limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UsageLimitAnswer {
    /// Usage limit.
    pub usage_limit: UsageLimit,
}
