//! The time of the platform.

use super::admin::Admin;
use crate::embedded::records::{clock_offset, set_clock_offset};
use crate::embedded::refusals::bad_request;
use crate::error::Result;

impl Admin<'_> {
    /// Moves the clock by so many milliseconds, forwards or backwards, for all who use the store.
    ///
    /// # Errors
    /// `InvalidInput` when it would leave the range of times.
    pub fn move_clock(&self, by_ms: i64) -> Result<()> {
        self.runtime.with_time(true, |tx, _| {
            // A thousand years each way leave room for sums.
            let moved =
                clock_offset(tx)?.checked_add(by_ms).filter(|offset| offset.unsigned_abs() < 1_000 * 366 * 86_400_000);
            let moved = moved.ok_or_else(|| bad_request("InvalidClock", "the clock can't be moved so far"))?;
            set_clock_offset(tx, moved)
        })
    }

    /// The time of the platform, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// `Io` when the store can't be read.
    pub fn now(&self) -> Result<i64> {
        self.runtime.with_time(false, |_, now| Ok(now))
    }
}
