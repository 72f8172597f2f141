//! Removes expired deployments.

use rusqlite::Transaction;

use crate::api::audit_log::TeamAuditAction;
use crate::embedded::audit::note_as_system;
use crate::embedded::records::{DEPLOYMENT, DeploymentRow};
use crate::error::Result;

/// Checks if an expired deployment exists. An index makes this cheap.
pub(in crate::embedded) fn some_expired(tx: &Transaction<'_>, now: i64) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM deployments WHERE expires_at <= ?1 LIMIT 1")?.exists([now])?)
}

/// Removes the expired deployments.
pub(in crate::embedded) fn remove_expired(tx: &Transaction<'_>, now: i64) -> Result<()> {
    while some_expired(tx, now)? {
        let sql = format!("{DEPLOYMENT} WHERE d.expires_at <= ?1 ORDER BY d.expires_at LIMIT 100");
        let expired: Vec<_> =
            tx.prepare_cached(&sql)?.query_map([now], DeploymentRow::read)?.collect::<rusqlite::Result<_>>()?;
        for row in &expired {
            row.delete(tx)?;
            note_as_system(tx, row.team_id, &TeamAuditAction::DeploymentDelete, &row.removal(true), now)?;
        }
    }
    Ok(())
}
