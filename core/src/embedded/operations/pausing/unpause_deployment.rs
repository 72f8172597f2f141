//! `unpauseDeployment`

use serde_json::json;

use super::pause_state::set;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::pausing::UnpauseDeployment;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for UnpauseDeployment {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        if !deployment.row.paused {
            return Err(bad_request("UnpauseDeploymentFailed", "the deployment is not paused"));
        }
        set(call, &deployment, false)?;
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::UnpauseDeployment, &json!({}))
    }
}
