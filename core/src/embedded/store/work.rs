//! Lock for jobs on a store. The operating system releases it when a process is killed.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rusqlite::Connection;

use super::place::Place;
use crate::cancel::Cancel;
use crate::error::Result;

/// Interval between checks for cancellation while waiting for another process.
const WAIT: Duration = Duration::from_millis(100);

/// Lock state in this process and file of the lock between processes.
#[derive(Default)]
pub(super) struct Work {
    here: Mutex<()>,
}

/// Held while a job runs.
pub(in crate::embedded) struct WorkLock<'a> {
    /// An open transaction on a second SQLite file, which is a portable lock between processes.
    _elsewhere: Option<Connection>,
    _here: MutexGuard<'a, ()>,
}

impl Work {
    /// Waits for the lock.
    pub(super) fn lock(&self, place: &Place, stop: &Cancel) -> Result<WorkLock<'_>> {
        let here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            stop.check()?;
            if let Some(elsewhere) = elsewhere(place, WAIT)? {
                return Ok(WorkLock { _elsewhere: elsewhere, _here: here });
            }
        }
    }

    /// Takes the lock unless it is taken.
    pub(super) fn try_lock(&self, place: &Place) -> Result<Option<WorkLock<'_>>> {
        let here = match self.here.try_lock() {
            Ok(here) => here,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let elsewhere = elsewhere(place, Duration::ZERO)?;
        Ok(elsewhere.map(|elsewhere| WorkLock { _elsewhere: elsewhere, _here: here }))
    }
}

/// Takes the lock between processes; `None` if another process has it.
fn elsewhere(place: &Place, wait: Duration) -> Result<Option<Option<Connection>>> {
    let Place::File(path) = place else { return Ok(Some(None)) };
    let connection = Connection::open(beside(path))?;
    connection.busy_timeout(wait)?;
    match connection.execute_batch("BEGIN EXCLUSIVE") {
        Ok(()) => Ok(Some(Some(connection))),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-work");
    PathBuf::from(name)
}
