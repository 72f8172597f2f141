//! Work that takes longer than an answer may: imports and exports.
//!
//! One piece of work is done at a time, by whoever has the store's lock for it. So whoever gets
//! the lock knows that what is still under way was left by a process that is gone, and restarts it, as Convex's own
//! workers do (`snapshot_import/worker.rs` and `exports/worker.rs` of convex-backend).

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Transaction;

use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::is_work_held;
use crate::embedded::records::job::Job;
use crate::embedded::workers::{exports, imports};
use crate::error::{Error, ErrorKind, Result};

/// Does the work.
pub(in crate::embedded) struct Jobs {
    database: Arc<Database>,
    /// Whether the answer need not wait for the work.
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

    /// Does a piece of work, or begins to. What comes of it is told in the store.
    ///
    /// # Errors
    /// Where the store can't be used.
    pub(in crate::embedded) fn start(&self, job: Job) -> Result<()> {
        if self.database.with_time(false, |tx, _| is_work_held(tx))? {
            return Ok(());
        }
        if !self.in_background {
            return run(&self.database, &job, &self.stop);
        }
        let (database, stop) = (Arc::clone(&self.database), self.stop.clone());
        let begun = thread::Builder::new().name("convex-ops-work".to_owned()).spawn(move || {
            // What fails so was told in the store as far as that is possible, and is found by the next who opens it.
            let _ = run(&database, &job, &stop);
        });
        let begun =
            begun.map_err(|error| Error::new(ErrorKind::Unavailable, "no thread can be made").caused_by(error))?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(begun);
        Ok(())
    }

    /// Resumes jobs interrupted by a crash. Where others work on the store, nothing was left.
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

/// Whoever drops the platform waits until no work is under way.
impl Drop for Jobs {
    fn drop(&mut self) {
        self.stop.cancel();
        let threads = std::mem::take(self.threads.get_mut().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A thread that panicked has left nothing half done: its work is restarted when the store is opened again.
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

/// The work that is to be done. Exports come first: what an import replaces can't be exported after it.
pub(in crate::embedded) fn pending(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    let mut jobs = exports::pending(tx)?;
    jobs.extend(imports::pending(tx)?);
    Ok(jobs)
}

/// The work that nobody does any more, and that is restarted.
fn restart_interrupted(tx: &Transaction<'_>, now: i64) -> Result<Vec<Job>> {
    exports::restart_interrupted(tx, now)?;
    imports::restart_interrupted(tx)?;
    pending(tx)
}
