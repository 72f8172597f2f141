//! `deleteDeployment`, and what has expired.

use rusqlite::Transaction;
use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::deployments::DeleteDeployment;
use crate::embedded::audit::note_as_system;
use crate::embedded::rows::{DEPLOYMENT, DeploymentRow, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Handler for DeleteDeployment {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        remove(call, &deployment.row)
    }
}

/// Removes a deployment with all that belongs to it.
pub(in crate::embedded) fn remove(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<()> {
    delete(call.tx, row.id)?;
    call.note(row.team_id, &TeamAuditAction::DeploymentDelete, &metadata(row, false))
}

/// Whether a deployment has expired that is still there. Mostly none has, which an index tells.
pub(in crate::embedded) fn some_expired(tx: &Transaction<'_>, now: i64) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM deployments WHERE expires_at <= ?1 LIMIT 1")?.exists([now])?)
}

/// Removes the deployments that have expired.
pub(in crate::embedded) fn remove_expired(tx: &Transaction<'_>, now: i64) -> Result<()> {
    while some_expired(tx, now)? {
        let sql = format!("{DEPLOYMENT} WHERE d.expires_at <= ?1 ORDER BY d.expires_at LIMIT 100");
        let expired: Vec<_> =
            tx.prepare_cached(&sql)?.query_map([now], DeploymentRow::read)?.collect::<rusqlite::Result<_>>()?;
        for row in &expired {
            delete(tx, row.id)?;
            note_as_system(tx, row.team_id, &TeamAuditAction::DeploymentDelete, &metadata(row, true), now)?;
        }
    }
    Ok(())
}

fn delete(tx: &Transaction<'_>, id: u64) -> Result<()> {
    tx.prepare_cached("DELETE FROM deployments WHERE id = ?1")?.execute([to_sql(id)])?;
    Ok(())
}

fn metadata(row: &DeploymentRow, expired: bool) -> serde_json::Value {
    json!({ "id": row.id, "name": row.name, "type": row.deployment_type, "projectId": row.project_id, "expired": expired })
}
