//! `getCurrentUsage`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::UsageMetric;
use crate::api::{Contract, Operation};
use crate::model::{Action, open_enum};

/// Returns the usage of a deployment today and this month, in UTC.
///
/// The numbers are complete only if the status is `complete`; otherwise, try again later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetCurrentUsage {}

impl Operation for GetCurrentUsage {
    type Response = CurrentUsage;

    const CONTRACT: Contract =
        Contract::deployment("getCurrentUsage", "GET /get_current_usage").needs(&[Action::DeploymentUsageView]);
}

/// Usage of a deployment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CurrentUsage {
    /// Usage by metric.
    pub metrics: BTreeMap<UsageMetric, UsageDetails>,
    /// Progress of counting past usage.
    pub seed_status: SeedStatus,
}

/// Usage of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UsageDetails {
    /// Unit of the numbers and of the metric's limits.
    pub unit: UsageUnit,
    /// Usage by window.
    pub usage: WindowUsage,
}

/// Usage in the current windows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WindowUsage {
    /// Today.
    pub current_day: f64,
    /// This month.
    pub current_month: f64,
}

open_enum! {
    /// Unit of a metric.
    pub enum UsageUnit {
        Calls = "calls",
        Gb = "GB",
        QueryGb = "Query-GB",
        GbHours = "GB-hours",
    }
}

open_enum! {
    /// Progress of counting past usage.
    pub enum SeedStatus {
        /// Not started: the numbers may be too low.
        Pending = "pending",
        /// Partly counted: the numbers may be too low.
        Partial = "partial",
        /// Complete.
        Complete = "complete",
        /// Failed. It is not retried.
        Failed = "failed",
    }
}
