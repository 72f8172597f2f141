//! Scheduled calls, which a running app's functions would create.

use super::admin::Admin;
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::scheduled_call::ScheduleCall;
use crate::embedded::refusals::no_deployment;
use crate::error::Result;

impl Admin<'_> {
    /// Schedules a call in a deployment and returns its ID, for checks of scheduled calls. The call never runs.
    ///
    /// # Errors
    /// `NotFound` if the deployment does not exist, `InvalidInput` if the arguments are not an object.
    pub fn schedule_call(&self, deployment_name: &str, call: &ScheduleCall) -> Result<String> {
        self.runtime.with_time(true, |tx, now| {
            let deployment = DeploymentRow::by_name(tx, deployment_name)?;
            let deployment = deployment.ok_or_else(|| no_deployment(deployment_name))?;
            call.insert(tx, self.runtime.context(), deployment.id, now)
        })
    }
}
