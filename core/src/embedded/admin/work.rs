//! Holding longer work back, as it is where Convex is busy.

use rusqlite::Transaction;

use super::Admin;
use crate::embedded::runtime::jobs;
use crate::error::Result;

const HELD: &str = "work_held";

impl Admin<'_> {
    /// Holds imports and exports back that are begun from now on, so that a test can look at what is under way, and at what
    /// is refused meanwhile; or does them.
    ///
    /// # Errors
    /// `Io` when the store can't be written.
    pub fn hold_work(&self, held: bool) -> Result<()> {
        let waiting = self.platform.runtime.with_time(true, |tx, _| {
            if held {
                tx.prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, 1)")?.execute([HELD])?;
                return Ok(Vec::new());
            }
            tx.prepare_cached("DELETE FROM settings WHERE name = ?1")?.execute([HELD])?;
            jobs::pending(tx)
        })?;
        waiting.into_iter().try_for_each(|job| self.platform.runtime.jobs.start(job))
    }
}

/// Whether longer work is held back.
pub(in crate::embedded) fn is_work_held(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM settings WHERE name = ?1")?.exists([HELD])?)
}
