//! Plans with streaming export.

use crate::embedded::access::Deployed;
use crate::embedded::refusals::not_in_plan;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Checks that the plan includes streaming export.
pub(in crate::embedded::operations) fn check_plan(call: &RequestContext<'_>, deployment: &Deployed) -> Result<()> {
    let plan = call.team(deployment.row.team_id)?.plan;
    if plan.has_streaming_export() { Ok(()) } else { Err(not_in_plan("streaming export", plan)) }
}
