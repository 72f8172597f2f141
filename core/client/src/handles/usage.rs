//! The usage of a deployment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::DeploymentHandle;
use crate::api::usage::{GetCurrentUsage, UsageMetric, UsageUnit};
use crate::error::Result;

/// Usage of a deployment.
#[derive(Clone, Debug)]
pub struct Usage {
    deployment: DeploymentHandle,
}

/// Usage of one metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MetricUsage {
    /// Metric.
    pub metric: UsageMetric,
    /// Unit of the numbers.
    pub unit: UsageUnit,
    /// Usage today, in UTC.
    pub day: f64,
    /// Usage this month, in UTC.
    pub month: f64,
}

impl DeploymentHandle {
    /// Returns the usage of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn print(production: &DeploymentHandle) -> Result<()> {
    ///     for usage in production.usage().current().await?.values() {
    ///         println!("{} {:.1} {}", usage.metric, usage.month, usage.unit);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage { deployment: self.clone() }
    }
}

impl Usage {
    /// Returns the usage today and this month, by metric.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::api::usage::UsageMetric;
    ///
    /// async fn calls(production: &DeploymentHandle) -> Result<f64> {
    ///     let usage = production.usage().current().await?;
    ///     Ok(usage.get(&UsageMetric::FunctionCalls).map_or(0.0, |calls| calls.month))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn current(&self) -> Result<BTreeMap<UsageMetric, MetricUsage>> {
        let current = self.deployment.connection().call(GetCurrentUsage {}).await?;
        let metrics = current.metrics.into_iter().map(|(metric, of)| {
            let (day, month) = (of.usage.current_day, of.usage.current_month);
            (metric.clone(), MetricUsage { metric, unit: of.unit, day, month })
        });
        Ok(metrics.collect())
    }
}
