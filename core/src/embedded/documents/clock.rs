//! The timestamps of a deployment's data.

use rusqlite::{OptionalExtension, Transaction};

use crate::embedded::rows::to_sql;
use crate::error::Result;

/// Timestamps are nanoseconds.
const NS_PER_MS: i64 = 1_000_000;

/// A timestamp for what changes now: the time, or later where that is not after the last one.
pub(in crate::embedded) fn next_ts(tx: &Transaction<'_>, deployment: u64, now: i64) -> Result<i64> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO data_clocks (deployment_id, ts) VALUES (?1, ?2) \
         ON CONFLICT (deployment_id) DO UPDATE SET ts = max(ts + 1, ?2) RETURNING ts",
    )?;
    Ok(statement.query_row((to_sql(deployment), now.saturating_mul(NS_PER_MS)), |row| row.get(0))?)
}

/// The timestamp of the last change; 0 where nothing has changed yet.
pub(in crate::embedded) fn last_ts(tx: &Transaction<'_>, deployment: u64) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT ts FROM data_clocks WHERE deployment_id = ?1")?;
    Ok(statement.query_row([to_sql(deployment)], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// The timestamp of what is there: now, or that of the last change where the clock was moved back since.
pub(in crate::embedded) fn current_ts(tx: &Transaction<'_>, deployment: u64, now: i64) -> Result<i64> {
    Ok(now.saturating_mul(NS_PER_MS).max(last_ts(tx, deployment)?))
}
