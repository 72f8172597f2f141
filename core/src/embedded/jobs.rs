//! Work that takes longer than an answer may: imports and exports.
//!
//! One piece of work is done at a time, by whoever has the store's [lock for it](super::store::WorkLock). So whoever gets
//! the lock knows that what is still under way was left by a process that is gone, and has it begin anew, as Convex's own
//! workers do (`snapshot_import/worker.rs` and `exports/worker.rs` of convex-backend).

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Transaction;

use super::admin::is_work_held;
use super::base::Base;
use super::{exports, imports};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// How often work begins anew that was interrupted: it may be what ended the process.
const MOST_INTERRUPTIONS: u32 = 5;

/// A piece of work.
#[derive(Clone, Debug)]
pub(super) enum Job {
    /// Looks at what was uploaded.
    LookAtImport(String),
    /// Imports it.
    Import(String),
    /// Makes an export.
    Export(String),
}

/// Does the work.
pub(super) struct Jobs {
    base: Arc<Base>,
    /// Whether the answer need not wait for the work.
    in_background: bool,
    stop: Cancel,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Jobs {
    pub(super) fn new(base: &Arc<Base>, in_background: bool) -> Self {
        Self { base: Arc::clone(base), in_background, stop: Cancel::default(), threads: Mutex::default() }
    }

    pub(super) fn in_background(&self) -> bool {
        self.in_background
    }

    /// Does a piece of work, or begins to. What comes of it is told in the store.
    ///
    /// # Errors
    /// Where the store can't be used.
    pub(super) fn start(&self, job: Job) -> Result<()> {
        if self.base.with_time(false, |tx, _| is_work_held(tx))? {
            return Ok(());
        }
        if !self.in_background {
            return run(&self.base, &job, &self.stop);
        }
        let (base, stop) = (Arc::clone(&self.base), self.stop.clone());
        let begun = thread::Builder::new().name("convex-ops-work".to_owned()).spawn(move || {
            // What fails so was told in the store as far as that is possible, and is found by the next who opens it.
            let _ = run(&base, &job, &stop);
        });
        let begun =
            begun.map_err(|error| Error::new(ErrorKind::Unavailable, "no thread can be made").caused_by(error))?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(begun);
        Ok(())
    }

    /// Begins anew what a process that is gone has left under way. Where others work on the store, nothing was left.
    pub(super) fn take_up(&self) -> Result<()> {
        let is_open = |tx: &Transaction<'_>, _| Ok(imports::is_any_open(tx)? || exports::is_any_open(tx)?);
        if !self.base.with_time(false, is_open)? {
            return Ok(());
        }
        let left = match self.base.store.try_lock_work()? {
            Some(_lock) => self.base.with_time(true, begin_anew)?,
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
            // A thread that panicked has left nothing half done: its work begins anew when the store is opened again.
            let _ = thread.join();
        }
    }
}

fn run(base: &Base, job: &Job, stop: &Cancel) -> Result<()> {
    let _lock = base.store.lock_work(stop)?;
    match job {
        Job::LookAtImport(id) => imports::look_at(base, id),
        Job::Import(id) => imports::perform(base, id, stop),
        Job::Export(id) => exports::make(base, id, stop),
    }
}

/// The work that is to be done. Exports come first: what an import replaces can't be exported after it.
pub(super) fn open(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    let mut jobs = exports::open(tx)?;
    jobs.extend(imports::open(tx)?);
    Ok(jobs)
}

/// The work that nobody does any more, and that is to begin anew.
fn begin_anew(tx: &Transaction<'_>, now: i64) -> Result<Vec<Job>> {
    exports::begin_anew(tx, now)?;
    imports::begin_anew(tx)?;
    open(tx)
}

/// Counts that an import or an export was interrupted, and answers whether it was too often.
pub(super) fn is_given_up(tx: &Transaction<'_>, table: &str, id: &str) -> Result<bool> {
    let sql = format!("UPDATE {table} SET interruptions = interruptions + 1 WHERE id = ?1 RETURNING interruptions");
    let interruptions: u32 = tx.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
    Ok(interruptions > MOST_INTERRUPTIONS)
}
