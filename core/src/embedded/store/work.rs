//! Lock for jobs on a store, shared by all jobs of a process. The operating system releases it when a process is killed,
//! so a process that gets it knows that the jobs of others have ended.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::place::Place;
use super::private::beside;
use crate::cancel::Cancel;
use crate::error::Result;

/// Interval between checks for cancellation while waiting for another process.
const WAIT: Duration = Duration::from_millis(100);

/// Jobs of this process, and its lock against other processes.
#[derive(Default)]
pub(super) struct Work {
    locks: Mutex<JobLocks>,
}

#[derive(Default)]
struct JobLocks {
    jobs: usize,
    /// An open transaction on a second SQLite file, which is a portable lock between processes.
    elsewhere: Option<Connection>,
}

/// Held while a job runs.
pub(in crate::embedded) struct WorkLock<'a> {
    work: &'a Work,
}

impl Work {
    /// Waits for the lock. Jobs of this process share it.
    pub(super) fn lock(&self, place: &Place, stop: &Cancel) -> Result<WorkLock<'_>> {
        loop {
            stop.check()?;
            let mut locks = self.locks();
            if locks.jobs > 0 || self.take(&mut locks, place, WAIT)? {
                locks.jobs += 1;
                return Ok(WorkLock { work: self });
            }
        }
    }

    /// Takes the lock unless any job runs, here or in another process.
    pub(super) fn try_lock(&self, place: &Place) -> Result<Option<WorkLock<'_>>> {
        let mut locks = self.locks();
        if locks.jobs > 0 || !self.take(&mut locks, place, Duration::ZERO)? {
            return Ok(None);
        }
        locks.jobs += 1;
        Ok(Some(WorkLock { work: self }))
    }

    /// Takes the lock between processes. Returns false if another process has it.
    fn take(&self, locks: &mut JobLocks, place: &Place, wait: Duration) -> Result<bool> {
        let Place::File(path) = place else { return Ok(true) };
        locks.elsewhere = elsewhere(path, wait)?;
        Ok(locks.elsewhere.is_some())
    }

    fn locks(&self) -> MutexGuard<'_, JobLocks> {
        self.locks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for WorkLock<'_> {
    fn drop(&mut self) {
        let mut locks = self.work.locks();
        locks.jobs -= 1;
        if locks.jobs == 0 {
            locks.elsewhere = None;
        }
    }
}

/// Takes the lock between processes; `None` if another process has it.
fn elsewhere(path: &Path, wait: Duration) -> Result<Option<Connection>> {
    let connection = Connection::open(beside(path, "-work"))?;
    connection.busy_timeout(wait)?;
    match connection.execute_batch("BEGIN EXCLUSIVE") {
        Ok(()) => Ok(Some(connection)),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
