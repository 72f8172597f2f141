//! Reading usage and its limits.

use super::{LIMIT, read_limit};
use crate::api::usage::{
    CurrentUsage, GetCurrentUsage, ListUsageLimits, MetricUsage, SeedStatus, UsageLimits, UsageMetric, UsageUnit,
    WindowUsage,
};
use crate::embedded::rows::to_sql;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Handler for ListUsageLimits {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimits> {
        let sql = format!("{LIMIT} WHERE deployment_id = ?1 ORDER BY position");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let limits = statement.query_map([to_sql(deployment.row.id)], read_limit)?;
        Ok(UsageLimits { usage_limits: limits.collect::<rusqlite::Result<_>>()? })
    }
}

impl Handler for GetCurrentUsage {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    // No functions run here, so nothing is used.
    fn run(self, _: Deployed, _: &mut RequestContext<'_>) -> Result<CurrentUsage> {
        let unused = |metric: &UsageMetric| {
            let usage = WindowUsage { current_day: 0.0, current_month: 0.0 };
            (metric.clone(), MetricUsage { unit: unit_of(metric), usage })
        };
        Ok(CurrentUsage { metrics: UsageMetric::KNOWN.iter().map(unused).collect(), seed_status: SeedStatus::Complete })
    }
}

fn unit_of(metric: &UsageMetric) -> UsageUnit {
    match metric {
        UsageMetric::FunctionCalls => UsageUnit::Calls,
        UsageMetric::DatabaseIoGb | UsageMetric::DataEgressGb => UsageUnit::Gb,
        UsageMetric::SearchQueryGb => UsageUnit::QueryGb,
        _ => UsageUnit::GbHours,
    }
}
