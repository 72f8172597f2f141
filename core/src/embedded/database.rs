//! The store, with time and randomness: what calls and the work behind them have in common.

use rusqlite::{OptionalExtension, Transaction};

use super::context::Context;
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
        let work = |tx: &Transaction<'_>| {
            let now = self.now(tx)?;
            work(tx, now)
        };
        if writes { self.store.write(work) } else { self.store.read(work) }
    }

    /// The time, in milliseconds since the Unix epoch, as far as the clock was moved.
    fn now(&self, tx: &Transaction<'_>) -> Result<i64> {
        let mut statement = tx.prepare_cached("SELECT value FROM settings WHERE name = 'clock_offset_ms'")?;
        let offset = statement.query_row([], |row| row.get::<_, i64>(0)).optional()?;
        Ok(self.context.clock.now().saturating_add(offset.unwrap_or_default()))
    }
}
