//! Classes and regions of deployments, and the limits of a team's plan on them.

use crate::embedded::records::{TeamRow, to_sql};
use crate::embedded::refusals::{bad_request, exceeded, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentClass, Region};

/// Returns the class of a new deployment: the requested one or the plan's default.
pub(super) fn class(team: &TeamRow, requested: Option<&str>) -> Result<String> {
    let Some(requested) = requested else {
        let default = team.plan.classes().first().unwrap_or(&DeploymentClass::S16);
        return Ok(default.as_str().to_owned());
    };
    let class = DeploymentClass::from(requested);
    if !class.is_known() {
        return Err(bad_request("InvalidDeploymentClass", format!("unknown deployment class `{requested}`"))
            .help("use one of `s16`, `s256`, `d1024` or `d2048`"));
    }
    if !team.plan.allows_class(&class) {
        return Err(not_in_plan(&format!("the class `{class}`"), team.plan));
    }
    Ok(class.as_str().to_owned())
}

/// Returns the region of a new deployment: the requested one or the team's default.
pub(super) fn region(team: &TeamRow, requested: Option<&Region>) -> Result<Region> {
    let region = requested.unwrap_or(&team.default_region);
    check_region(region)?;
    Ok(region.clone())
}

/// Checks that a region can host deployments.
pub(in crate::embedded) fn check_region(region: &Region) -> Result<()> {
    if Region::AVAILABLE.contains(region) {
        return Ok(());
    }
    Err(bad_request("InvalidRegion", format!("unknown region `{region}`"))
        .help("use `aws-us-east-1` or `aws-eu-west-1`"))
}

/// Checks that the team may have one more deployment. Counts only up to the plan's limit.
pub(super) fn check_count(call: &RequestContext<'_>, team: &TeamRow) -> Result<()> {
    let Some(most) = team.plan.max_deployments() else { return Ok(()) };
    let mut statement =
        call.tx.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM deployments WHERE team_id = ?1 LIMIT ?2)")?;
    let count: i64 = statement.query_row((team.id, to_sql(most)), |row| row.get(0))?;
    if count >= to_sql(most) {
        return Err(exceeded(
            "DeploymentLimitReached",
            format!("the team has reached the limit of {most} deployments of its plan `{}`", team.plan),
        )
        .help("delete deployments, or upgrade the team's plan"));
    }
    Ok(())
}
