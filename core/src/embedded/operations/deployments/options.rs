//! What deployments can be: classes and regions, and whether a team may have them.

use crate::embedded::records::{TeamRow, to_sql};
use crate::embedded::refusals::{bad_request, exceeded, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentClass, Region};

/// The class of a new deployment: the one that is asked for, or the plan's default.
pub(super) fn class(team: &TeamRow, asked: Option<&str>) -> Result<String> {
    let Some(asked) = asked else {
        let default = team.plan.classes().first().unwrap_or(&DeploymentClass::S16);
        return Ok(default.as_str().to_owned());
    };
    let class = DeploymentClass::from(asked);
    if !class.is_known() {
        return Err(bad_request("InvalidDeploymentClass", format!("there is no class `{asked}`"))
            .help("classes are `s16`, `s256`, `d1024` and `d2048`"));
    }
    if !team.plan.allows_class(&class) {
        return Err(not_in_plan(&format!("the class `{class}`"), team.plan));
    }
    Ok(class.as_str().to_owned())
}

/// The region of a new deployment: the one that is asked for, or the team's default.
pub(super) fn region(team: &TeamRow, asked: Option<&Region>) -> Result<Region> {
    let region = asked.unwrap_or(&team.default_region);
    check_region(region)?;
    Ok(region.clone())
}

/// Checks that something can be hosted in a region.
pub(in crate::embedded) fn check_region(region: &Region) -> Result<()> {
    if Region::AVAILABLE.contains(region) {
        return Ok(());
    }
    Err(bad_request("InvalidRegion", format!("nothing can be hosted in `{region}`"))
        .help("regions are `aws-us-east-1` and `aws-eu-west-1`"))
}

/// Checks that the team may have one more deployment. Only teams with a limit are counted, and no further than it.
pub(super) fn check_count(call: &RequestContext<'_>, team: &TeamRow) -> Result<()> {
    let Some(most) = team.plan.max_deployments() else { return Ok(()) };
    let mut statement =
        call.tx.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM deployments WHERE team_id = ?1 LIMIT ?2)")?;
    let count: i64 = statement.query_row((team.id, to_sql(most)), |row| row.get(0))?;
    if count >= to_sql(most) {
        return Err(exceeded(
            "DeploymentLimitReached",
            format!("the team has {most} deployments, as many as its plan `{}` allows", team.plan),
        )
        .help("delete deployments, or choose a larger plan"));
    }
    Ok(())
}
