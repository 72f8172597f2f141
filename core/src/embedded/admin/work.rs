//! Holding longer work back, as it is where Convex is busy.

use super::admin::Admin;
use crate::embedded::records::hold_work;
use crate::embedded::runtime::jobs;
use crate::error::Result;

impl Admin<'_> {
    /// Holds imports and exports back that are begun from now on, so that a test can look at what is under way, and at what
    /// is refused meanwhile; or does them.
    ///
    /// # Errors
    /// `Io` when the store can't be written.
    pub fn hold_work(&self, held: bool) -> Result<()> {
        let waiting = self.runtime.with_time(true, |tx, _| {
            hold_work(tx, held)?;
            if held { Ok(Vec::new()) } else { jobs::pending(tx) }
        })?;
        waiting.into_iter().try_for_each(|job| self.runtime.jobs.start(job))
    }
}
