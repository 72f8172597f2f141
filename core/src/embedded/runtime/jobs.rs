//! Background jobs: imports and exports.
//!
//! One job runs at a time, under the store's lock for jobs. A process that gets the lock therefore knows that
//! unfinished jobs were interrupted by a crash, and restarts them, as Convex's own workers do
//! (`snapshot_import/worker.rs` and `exports/worker.rs` of convex-backend).

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Transaction;

use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::is_work_held;
use crate::embedded::records::job::Job;
use crate::embedded::workers::{exports, imports};
use crate::error::{Error, ErrorKind, Result};

/// Runs jobs.
pub(in crate::embedded) struct Jobs {
    database: Arc<Database>,
    /// Set if calls return before their jobs complete.
    in_background: bool,
    stop: Cancel,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Jobs {
    pub(in crate::embedded) fn new(database: &Arc<Database>, in_background: bool) -> Self {
        Self { database: Arc::clone(database), in_background, stop: Cancel::default(), threads: Mutex::default() }
    }

    pub(in crate::embedded) fn in_background(&self) -> bool {
        self.in_background
    }

    /// Runs a job, or starts it in the background. Its result is recorded in the store.
    ///
    /// # Errors
    /// If the store cannot be used.
    pub(in crate::embedded) fn start(&self, job: Job) -> Result<()> {
        if self.database.with_time(false, |tx, _| is_work_held(tx))? {
            return Ok(());
        }
        if !self.in_background {
            return run(&self.database, &job, &self.stop);
        }
        let (database, stop) = (Arc::clone(&self.database), self.stop.clone());
        let started = thread::Builder::new().name("convex-ops-work".to_owned()).spawn(move || {
            // The failure is recorded in the store if possible. The job is resumed when the store is opened again.
            let _ = run(&database, &job, &stop);
        });
        let started =
            started.map_err(|error| Error::new(ErrorKind::Unavailable, "cannot create a thread").caused_by(error))?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(started);
        Ok(())
    }

    /// Resumes jobs interrupted by a crash. Does nothing if another process holds the lock, since that process resumes
    /// them.
    pub(in crate::embedded) fn resume(&self) -> Result<()> {
        let is_open = |tx: &Transaction<'_>, _| Ok(imports::is_any_pending(tx)? || exports::is_any_pending(tx)?);
        if !self.database.with_time(false, is_open)? {
            return Ok(());
        }
        let left = match self.database.store.try_lock_work()? {
            Some(_lock) => self.database.with_time(true, restart_interrupted)?,
            None => return Ok(()),
        };
        left.into_iter().try_for_each(|job| self.start(job))
    }
}

/// Dropping the platform waits until no job is running.
impl Drop for Jobs {
    fn drop(&mut self) {
        self.stop.cancel();
        let threads = std::mem::take(self.threads.get_mut().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A panicked thread leaves no partial work: its job is restarted when the store is opened again.
            let _ = thread.join();
        }
    }
}

fn run(database: &Database, job: &Job, stop: &Cancel) -> Result<()> {
    let _lock = database.store.lock_work(stop)?;
    match job {
        Job::PreviewImport(id) => imports::preview(database, id),
        Job::Import(id) => imports::perform(database, id, stop),
        Job::Export(id) => exports::make(database, id, stop),
    }
}

/// Returns the pending jobs. Exports come first, because an import may replace the data that they export.
pub(in crate::embedded) fn pending(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    let mut jobs = exports::pending(tx)?;
    jobs.extend(imports::pending(tx)?);
    Ok(jobs)
}

/// Returns the interrupted jobs and resets them.
fn restart_interrupted(tx: &Transaction<'_>, now: i64) -> Result<Vec<Job>> {
    exports::restart_interrupted(tx, now)?;
    imports::restart_interrupted(tx)?;
    pending(tx)
}
