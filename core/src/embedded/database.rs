//! The store with its sources of time and randomness, shared by calls and background jobs.

use rusqlite::Transaction;

use super::context::Context;
use super::records::clock_offset;
use super::store::Store;
use crate::error::Result;

/// The store with its sources of time and randomness.
pub(super) struct Database {
    pub(super) store: Store,
    pub(super) context: Context,
}

impl Database {
    /// Runs `work` in a transaction with the current time.
    pub(super) fn with_time<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&Transaction<'_>, i64) -> Result<T>,
    ) -> Result<T> {
        self.store.run(writes, |tx| {
            let now = self.now(tx)?;
            work(tx, now)
        })
    }

    /// Returns the time in milliseconds since the Unix epoch, including the offset of the clock.
    fn now(&self, tx: &Transaction<'_>) -> Result<i64> {
        Ok(self.context.clock.now().saturating_add(clock_offset(tx)?))
    }
}
