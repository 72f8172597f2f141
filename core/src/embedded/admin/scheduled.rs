//! Calls that are scheduled, which Convex's functions would do.

use super::admin::Admin;
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::scheduled_call::ScheduleCall;
use crate::embedded::refusals::no_deployment;
use crate::error::Result;

impl Admin<'_> {
    /// Schedules a call in a deployment, and gives its id: for checks of what is scheduled. Nobody runs it here.
    ///
    /// # Errors
    /// `NotFound` when there is no such deployment, `InvalidInput` when the arguments are no object.
    pub fn schedule_call(&self, deployment_name: &str, call: &ScheduleCall) -> Result<String> {
        self.runtime.with_time(true, |tx, now| {
            let deployment = DeploymentRow::by_name(tx, deployment_name)?;
            let deployment = deployment.ok_or_else(|| no_deployment(deployment_name))?;
            call.insert(tx, self.runtime.context(), deployment.id, now)
        })
    }
}
