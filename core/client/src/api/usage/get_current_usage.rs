//! `getCurrentUsage`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::UsageMetric;
use crate::api::{Contract, Operation};
use crate::model::{Action, open_enum};

/// Says what a deployment has used today and this month, in UTC.
///
/// Only with the status `complete` does it count everything; before that, ask again later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetCurrentUsage {}

impl Operation for GetCurrentUsage {
    type Response = CurrentUsage;

    const CONTRACT: Contract =
        Contract::deployment("getCurrentUsage", "GET /get_current_usage").needs(&[Action::DeploymentUsageView]);
}

/// What a deployment has used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CurrentUsage {
    /// By metric.
    pub metrics: BTreeMap<UsageMetric, MetricUsage>,
    /// How far the past has been counted.
    pub seed_status: SeedStatus,
}

/// What was used of one metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MetricUsage {
    /// The unit of the numbers, and of the metric's limits.
    pub unit: UsageUnit,
    /// The numbers.
    pub usage: WindowUsage,
}

/// What was used in the windows that run now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct WindowUsage {
    /// Today.
    pub current_day: f64,
    /// This month.
    pub current_month: f64,
}

open_enum! {
    /// The unit of a metric.
    pub enum UsageUnit {
        Calls = "calls",
        Gb = "GB",
        QueryGb = "Query-GB",
        GbHours = "GB-hours",
    }
}

open_enum! {
    /// How far the past has been counted.
    pub enum SeedStatus {
        /// It has not begun: the numbers may be too low.
        Pending = "pending",
        /// A part is counted: the numbers may be too low.
        Partial = "partial",
        /// All of it.
        Complete = "complete",
        /// None of it, and it will not be.
        Failed = "failed",
    }
}
