//! Pauses jobs, as if Convex were busy.

use super::admin::Admin;
use crate::embedded::records::hold_work;
use crate::embedded::runtime::jobs;
use crate::error::Result;

impl Admin<'_> {
    /// Pauses or resumes imports and exports. A paused job lets a test inspect unfinished work and the calls that it
    /// blocks.
    ///
    /// # Errors
    /// `Io` if the store cannot be written.
    pub fn hold_work(&self, held: bool) -> Result<()> {
        let waiting = self.runtime.with_time(true, |tx, _| {
            hold_work(tx, held)?;
            if held { Ok(Vec::new()) } else { jobs::pending(tx) }
        })?;
        waiting.into_iter().try_for_each(|job| self.runtime.jobs.start(job))
    }
}
