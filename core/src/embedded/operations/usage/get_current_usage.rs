//! `getCurrentUsage`

use crate::api::response;
use crate::api::usage::{CurrentUsage, GetCurrentUsage, SeedStatus, UsageDetails, UsageMetric, UsageUnit, WindowUsage};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetCurrentUsage {
    type Subject = Deployed;

    // No functions run here, so usage is always zero.
    fn run(self, _: Deployed, _: &mut RequestContext<'_>) -> Result<CurrentUsage> {
        let unused = |metric: &UsageMetric| {
            let usage = response!(WindowUsage { current_day: 0.0, current_month: 0.0 });
            (metric.clone(), response!(UsageDetails { unit: unit_of(metric), usage }))
        };
        Ok(response!(CurrentUsage {
            metrics: UsageMetric::KNOWN.iter().map(unused).collect(),
            seed_status: SeedStatus::Complete
        }))
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
