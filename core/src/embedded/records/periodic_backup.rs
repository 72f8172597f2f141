//! Configuration of periodic backups.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{from_sql, to_sql};
use crate::api::backups::PeriodicBackupConfig;
use crate::api::response;
use crate::error::Result;
use crate::model::DeploymentId;

const CONFIG: &str = "SELECT deployment_id, cronspec, expiration_delta_secs, next_run, include_storage \
     FROM periodic_backups";

/// Returns the periodic backup of a deployment.
pub(in crate::embedded) fn of_deployment(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
) -> Result<Option<PeriodicBackupConfig>> {
    let mut statement = tx.prepare_cached(&format!("{CONFIG} WHERE deployment_id = ?1"))?;
    Ok(statement.query_row([deployment], read).optional()?)
}

/// Returns the deployments whose next backup is due, longest overdue first.
pub(in crate::embedded) fn due(tx: &Transaction<'_>, now: i64) -> Result<Vec<PeriodicBackupConfig>> {
    let mut statement =
        tx.prepare_cached(&format!("{CONFIG} WHERE next_run <= ?1 ORDER BY next_run, deployment_id"))?;
    Ok(statement.query_map([now], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Checks if a backup is due. An index makes this cheap.
pub(in crate::embedded) fn is_any_due(tx: &Transaction<'_>, now: i64) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM periodic_backups WHERE next_run <= ?1 LIMIT 1")?.exists([now])?)
}

/// Saves the periodic backup of a deployment, replacing the previous one.
pub(in crate::embedded) fn save(tx: &Transaction<'_>, config: &PeriodicBackupConfig) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO periodic_backups (deployment_id, cronspec, expiration_delta_secs, next_run, \
             include_storage) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        config.source_deployment_id,
        &config.cronspec,
        to_sql(config.expiration_delta_secs),
        config.next_run,
        config.include_storage,
    ))?;
    Ok(())
}

/// Sets when the next backup of a deployment is due.
pub(in crate::embedded) fn set_next_run(tx: &Transaction<'_>, deployment: DeploymentId, next_run: i64) -> Result<()> {
    tx.prepare_cached("UPDATE periodic_backups SET next_run = ?2 WHERE deployment_id = ?1")?
        .execute((deployment, next_run))?;
    Ok(())
}

/// Deletes the periodic backup of a deployment.
pub(in crate::embedded) fn remove(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM periodic_backups WHERE deployment_id = ?1")?.execute([deployment])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<PeriodicBackupConfig> {
    Ok(response!(PeriodicBackupConfig {
        source_deployment_id: row.get(0)?,
        cronspec: row.get(1)?,
        expiration_delta_secs: from_sql(row.get(2)?),
        next_run: row.get(3)?,
        include_storage: row.get(4)?,
    }))
}
