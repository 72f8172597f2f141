//! The store, with time and randomness: what calls and the work behind them have in common.

use rusqlite::Transaction;

use super::context::Context;
use super::records::clock_offset;
use super::store::Store;
use crate::error::Result;

/// The store, with time and randomness.
pub(super) struct Database {
    pub(super) store: Store,
    pub(super) context: Context,
}

impl Database {
    /// Runs `work` in a transaction, with the time of now.
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

    /// The time, in milliseconds since the Unix epoch, as far as the clock was moved.
    fn now(&self, tx: &Transaction<'_>) -> Result<i64> {
        Ok(self.context.clock.now().saturating_add(clock_offset(tx)?))
    }
}
