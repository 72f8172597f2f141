//! Pausing a deployment, and letting it go on.

use serde_json::json;

use super::refusals::bad_request;
use super::rows::to_sql;
use super::runtime::Handler;
use super::runtime::RequestContext;
use super::subject::Deployed;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::pausing::{PauseDeployment, UnpauseDeployment};
use crate::error::Result;

impl Handler for PauseDeployment {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        if deployment.row.paused {
            return Ok(());
        }
        set(call, &deployment, true)?;
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::PauseDeployment, &json!({}))
    }
}

impl Handler for UnpauseDeployment {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        if !deployment.row.paused {
            return Err(bad_request("UnpauseDeploymentFailed", "the deployment is not paused"));
        }
        set(call, &deployment, false)?;
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::UnpauseDeployment, &json!({}))
    }
}

fn set(call: &RequestContext<'_>, deployment: &Deployed, paused: bool) -> Result<()> {
    call.tx
        .prepare_cached("UPDATE deployments SET paused = ?2 WHERE id = ?1")?
        .execute((to_sql(deployment.row.id), paused))?;
    Ok(())
}
