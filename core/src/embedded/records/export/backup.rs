//! Exports that are backups.

use rusqlite::{OptionalExtension, Transaction};

use super::row::{EXPORT, ExportRow};
use crate::error::Result;
use crate::model::{CloudBackupId, DeploymentId};

impl ExportRow {
    /// Finds the backup with this number.
    pub(in crate::embedded) fn backup(tx: &Transaction<'_>, position: CloudBackupId) -> Result<Option<Self>> {
        let mut statement =
            tx.prepare_cached(&format!("{EXPORT} WHERE position = ?1 AND requestor = 'cloudBackup'"))?;
        Ok(statement.query_row([position], Self::read).optional()?)
    }

    /// Returns the backups of a deployment, newest first.
    pub(in crate::embedded) fn backups(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Vec<Self>> {
        let sql = format!("{EXPORT} WHERE deployment_id = ?1 AND requestor = 'cloudBackup' ORDER BY position DESC");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map([deployment], Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns some of the expired backups of all deployments.
    pub(in crate::embedded) fn expired_backups(tx: &Transaction<'_>, now_ts: i64) -> Result<Vec<Self>> {
        let sql = format!("{EXPORT} WHERE requestor = 'cloudBackup' AND is_open = 0 AND expiration_ts <= ?1 LIMIT 100");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map([now_ts], Self::read)?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Checks if any backup has expired. An index makes this cheap.
pub(in crate::embedded) fn is_any_expired(tx: &Transaction<'_>, now_ts: i64) -> Result<bool> {
    let mut expired = tx.prepare_cached(
        "SELECT 1 FROM exports WHERE requestor = 'cloudBackup' AND is_open = 0 AND expiration_ts <= ?1 LIMIT 1",
    )?;
    Ok(expired.exists([now_ts])?)
}
