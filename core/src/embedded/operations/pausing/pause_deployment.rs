//! `pauseDeployment`

use serde_json::json;

use super::pause_state::set;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::pausing::PauseDeployment;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for PauseDeployment {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        if deployment.row.paused {
            return Ok(());
        }
        set(call, &deployment, true)?;
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::PauseDeployment, &json!({}))
    }
}
