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
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
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
            let mut held = self.held();
            if held.jobs > 0 || self.take(&mut held, place, WAIT)? {
                held.jobs += 1;
                return Ok(WorkLock { work: self });
            }
        }
    }

    /// Takes the lock unless any job runs, here or in another process.
    pub(super) fn try_lock(&self, place: &Place) -> Result<Option<WorkLock<'_>>> {
        let mut held = self.held();
        if held.jobs > 0 || !self.take(&mut held, place, Duration::ZERO)? {
            return Ok(None);
        }
        held.jobs += 1;
        Ok(Some(WorkLock { work: self }))
    }

    /// Takes the lock between processes. Returns false if another process has it.
    fn take(&self, held: &mut Held, place: &Place, wait: Duration) -> Result<bool> {
        let Place::File(path) = place else { return Ok(true) };
        held.elsewhere = elsewhere(path, wait)?;
        Ok(held.elsewhere.is_some())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for WorkLock<'_> {
    fn drop(&mut self) {
        let mut held = self.work.held();
        held.jobs -= 1;
        if held.jobs == 0 {
            held.elsewhere = None;
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
