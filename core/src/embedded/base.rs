//! The store, with time and randomness: what calls and the work behind them have in common.

use rusqlite::{OptionalExtension, Transaction};

use super::context::Context;
use super::store::Store;
use crate::error::{Error, ErrorKind, Result};

/// The store, with time and randomness.
pub(super) struct Base {
    pub(super) store: Store,
    pub(super) context: Context,
}

impl Base {
    /// Runs `work` in a transaction, with the time of now. What has expired is gone before.
    pub(super) fn with_time<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&Transaction<'_>, i64) -> Result<T>,
    ) -> Result<T> {
        let mut work = Some(work);
        if !writes {
            let read = self.store.read(|tx| {
                let now = self.now(tx)?;
                if super::deployments::some_expired(tx, now)? {
                    return Ok(None);
                }
                work.take().map(|work| work(tx, now)).transpose()
            })?;
            if let Some(answer) = read {
                return Ok(answer);
            }
        }
        self.store.write(|tx| {
            let now = self.now(tx)?;
            super::deployments::remove_expired(tx, now)?;
            let work = work.take().ok_or_else(|| Error::new(ErrorKind::Internal, "a call was run twice"))?;
            work(tx, now)
        })
    }

    /// The time, in milliseconds since the Unix epoch, as far as the clock was moved.
    fn now(&self, tx: &Transaction<'_>) -> Result<i64> {
        let mut statement = tx.prepare_cached("SELECT value FROM settings WHERE name = 'clock_offset_ms'")?;
        let offset = statement.query_row([], |row| row.get::<_, i64>(0)).optional()?;
        Ok(self.context.clock.now().saturating_add(offset.unwrap_or_default()))
    }
}
