//! Timestamps of a deployment's data.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::Result;
use crate::model::DeploymentId;

/// Nanoseconds per millisecond: timestamps are in nanoseconds.
pub(in crate::embedded) const NS_PER_MS: i64 = 1_000_000;

/// Returns a new timestamp for a change: the current time, or the next value after the last timestamp.
pub(in crate::embedded) fn next_ts(tx: &Transaction<'_>, deployment: DeploymentId, now: i64) -> Result<i64> {
    next_range(tx, deployment, now, 1)
}

/// Reserves a range of consecutive timestamps and returns the first.
pub(in crate::embedded) fn next_range(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    now: i64,
    count: i64,
) -> Result<i64> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO data_clocks (deployment_id, ts) VALUES (?1, ?2 + ?3 - 1) \
         ON CONFLICT (deployment_id) DO UPDATE SET ts = max(ts + 1, ?2) + ?3 - 1 RETURNING ts - ?3 + 1",
    )?;
    Ok(statement.query_row((deployment, now.saturating_mul(NS_PER_MS), count), |row| row.get(0))?)
}

/// Returns the timestamp of the current data: now, or that of the last change if the clock was moved back since.
pub(in crate::embedded) fn current_ts(tx: &Transaction<'_>, deployment: DeploymentId, now: i64) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT ts FROM data_clocks WHERE deployment_id = ?1")?;
    let last: Option<i64> = statement.query_row([deployment], |row| row.get(0)).optional()?;
    Ok(now.saturating_mul(NS_PER_MS).max(last.unwrap_or_default()))
}

/// Returns the timestamp of the last change of documents; 0 if there was none.
pub(in crate::embedded) fn last_change(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<i64> {
    let mut statement = tx.prepare_cached(
        "SELECT coalesce(max(coalesce(\
            t.gone_ts, t.ts + coalesce((SELECT max(ts) FROM documents AS d WHERE d.table_id = t.id), 0))), 0) \
         FROM data_tables AS t WHERE t.deployment_id = ?1 AND t.state <> 'hidden'",
    )?;
    Ok(statement.query_row([deployment], |row| row.get(0))?)
}
