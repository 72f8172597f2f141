//! Clock of the platform.

use super::admin::Admin;
use crate::embedded::records::{clock_offset, set_clock_offset};
use crate::embedded::refusals::bad_request;
use crate::error::Result;

impl Admin<'_> {
    /// Moves the clock by a number of milliseconds, forwards or backwards, for every process that uses the store.
    ///
    /// # Errors
    /// `InvalidInput` if the offset becomes too large.
    pub fn move_clock(&self, by_ms: i64) -> Result<()> {
        self.runtime.with_time(true, |tx, _| {
            // Limits the offset to a thousand years each way, so that sums do not overflow.
            let moved =
                clock_offset(tx)?.checked_add(by_ms).filter(|offset| offset.unsigned_abs() < 1_000 * 366 * 86_400_000);
            let moved = moved
                .ok_or_else(|| bad_request("InvalidClock", "cannot move the clock by more than a thousand years"))?;
            set_clock_offset(tx, moved)
        })
    }

    /// Returns the platform's time, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// `Io` if the store cannot be read.
    pub fn now(&self) -> Result<i64> {
        self.runtime.with_time(false, |_, now| Ok(now))
    }
}
