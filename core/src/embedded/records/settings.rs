//! Settings of the store.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::Result;

const CLOCK_OFFSET: &str = "clock_offset_ms";
const WORK_HELD: &str = "work_held";

/// Returns the offset of the clock in milliseconds.
pub(in crate::embedded) fn clock_offset(tx: &Transaction<'_>) -> Result<i64> {
    Ok(read(tx, CLOCK_OFFSET)?.unwrap_or_default())
}

/// Sets the offset of the clock in milliseconds.
pub(in crate::embedded) fn set_clock_offset(tx: &Transaction<'_>, offset_ms: i64) -> Result<()> {
    write(tx, CLOCK_OFFSET, offset_ms)
}

/// Checks if jobs are paused.
pub(in crate::embedded) fn is_work_held(tx: &Transaction<'_>) -> Result<bool> {
    Ok(read(tx, WORK_HELD)?.is_some())
}

/// Pauses or resumes jobs.
pub(in crate::embedded) fn hold_work(tx: &Transaction<'_>, held: bool) -> Result<()> {
    if held {
        return write(tx, WORK_HELD, 1);
    }
    tx.prepare_cached("DELETE FROM settings WHERE name = ?1")?.execute([WORK_HELD])?;
    Ok(())
}

fn read(tx: &Transaction<'_>, name: &str) -> Result<Option<i64>> {
    let mut statement = tx.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

fn write(tx: &Transaction<'_>, name: &str, value: i64) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)")?.execute((name, value))?;
    Ok(())
}
