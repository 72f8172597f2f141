//! Background jobs: imports and exports.
//!
//! Jobs of different deployments run side by side, those of one deployment one after the other. Jobs run under the store's
//! lock for jobs, which one process has at a time. A process that gets it while no job runs therefore knows that unfinished
//! jobs were interrupted by a crash, and restarts them, as Convex's own workers do (`snapshot_import/worker.rs` and
//! `exports/worker.rs` of convex-backend).

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::Transaction;

use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::is_work_held;
use crate::embedded::records::job::Job;
use crate::embedded::store::WorkLock;
use crate::embedded::workers::{exports, imports};
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentId;

/// Interval between checks for jobs whose process has ended.
const CHECK_EVERY: Duration = Duration::from_secs(5);

/// Interval between checks for cancellation while a job waits for others of this process.
const WAIT: Duration = Duration::from_millis(100);

/// Maximum number of jobs at a time.
const MOST: usize = 4;

/// Runs jobs.
pub(in crate::embedded) struct Jobs {
    shared: Arc<Shared>,
    /// Set if calls return before their jobs complete.
    in_background: bool,
    threads: Mutex<Vec<JoinHandle<()>>>,
    checked_at: Mutex<Instant>,
}

/// State that the threads of jobs share.
struct Shared {
    database: Arc<Database>,
    stop: Cancel,
    /// Number of jobs of this process that run or wait.
    own: AtomicUsize,
    /// Set if a job may have left data that must be deleted.
    has_leftovers: AtomicBool,
    /// Deployments whose job runs.
    busy: Mutex<BTreeSet<DeploymentId>>,
    freed: Condvar,
}

impl Jobs {
    pub(in crate::embedded) fn new(database: &Arc<Database>, in_background: bool) -> Self {
        let shared = Shared {
            database: Arc::clone(database),
            stop: Cancel::default(),
            own: AtomicUsize::new(0),
            has_leftovers: AtomicBool::new(false),
            busy: Mutex::default(),
            freed: Condvar::new(),
        };
        let checked_at = Mutex::new(Instant::now());
        Self { shared: Arc::new(shared), in_background, threads: Mutex::default(), checked_at }
    }

    pub(in crate::embedded) fn in_background(&self) -> bool {
        self.in_background
    }

    /// Runs a job, or starts it in the background. Its result is recorded in the store.
    ///
    /// # Errors
    /// If the store cannot be used.
    pub(in crate::embedded) fn start(&self, job: Job) -> Result<()> {
        if self.shared.database.with_time(false, |tx, _| is_work_held(tx))? {
            return Ok(());
        }
        let own = JobCount::count(&self.shared);
        if !self.in_background {
            return own.run(&job);
        }
        let started = thread::Builder::new().name("convex-ops-work".to_owned()).spawn(move || {
            // The failure is recorded in the store if possible. Otherwise the job is resumed by a later check.
            let _ = own.run(&job);
        });
        let started =
            started.map_err(|error| Error::new(ErrorKind::Unavailable, "cannot create a thread").caused_by(error))?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(started);
        Ok(())
    }

    /// Waits until the caller's thread may run jobs of a deployment itself: no other one runs then.
    ///
    /// # Errors
    /// `Cancelled` if the platform closes.
    pub(in crate::embedded) fn enter(&self, deployment: DeploymentId) -> Result<JobGuard<'_>> {
        let own = JobCount::count(&self.shared);
        let turn = self.shared.turn(deployment)?;
        let lock = self.shared.database.store.lock_work(&self.shared.stop)?;
        Ok(JobGuard { _lock: lock, _turn: turn, _own: own })
    }

    /// Resumes jobs interrupted by a crash. Does nothing if a job runs in any process: the unfinished jobs may be that
    /// process's own.
    pub(in crate::embedded) fn resume(&self) -> Result<()> {
        let database = &self.shared.database;
        let is_open = |tx: &Transaction<'_>, _| {
            let is_pending = imports::is_any_pending(tx)? || exports::is_any_pending(tx)?;
            Ok(is_pending || self.shared.has_leftovers.load(Ordering::Relaxed))
        };
        if self.shared.own.load(Ordering::SeqCst) > 0 || !database.with_time(false, is_open)? {
            return Ok(());
        }
        let left = match database.store.try_lock_work()? {
            Some(_lock) => database.with_time(true, restart_interrupted)?,
            None => return Ok(()),
        };
        self.shared.has_leftovers.store(false, Ordering::Relaxed);
        left.into_iter().try_for_each(|job| self.start(job))
    }

    /// Resumes jobs whose process has ended, and fills the store's reserve, at most every few seconds.
    pub(in crate::embedded) fn take_over(&self) -> Result<()> {
        let mut checked_at = self.checked_at.lock().unwrap_or_else(PoisonError::into_inner);
        if checked_at.elapsed() < CHECK_EVERY {
            return Ok(());
        }
        *checked_at = Instant::now();
        drop(checked_at);
        let database = &self.shared.database;
        database.store.fill_reserve();
        if database.with_time(false, |tx, _| is_work_held(tx))? { Ok(()) } else { self.resume() }
    }
}

/// Dropping the platform waits until no job is running.
impl Drop for Jobs {
    fn drop(&mut self) {
        self.shared.stop.cancel();
        let threads = std::mem::take(self.threads.get_mut().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A panicked thread leaves no partial work: its job is restarted when the store is opened again.
            let _ = thread.join();
        }
    }
}

/// Held while a thread runs jobs of a deployment. Released in the order of its fields.
pub(in crate::embedded) struct JobGuard<'a> {
    _lock: WorkLock<'a>,
    _turn: DeploymentTurn<'a>,
    _own: JobCount,
}

/// A job of this process, which counts until it is dropped.
struct JobCount {
    shared: Arc<Shared>,
}

impl JobCount {
    fn count(shared: &Arc<Shared>) -> Self {
        shared.own.fetch_add(1, Ordering::SeqCst);
        Self { shared: Arc::clone(shared) }
    }

    fn run(&self, job: &Job) -> Result<()> {
        let Shared { database, stop, .. } = &*self.shared;
        let deployment = database.with_time(false, |tx, _| deployment_of(tx, job))?;
        // A deleted job needs no run.
        let Some(deployment) = deployment else { return Ok(()) };
        let _turn = self.shared.turn(deployment)?;
        let _lock = database.store.lock_work(stop)?;
        let outcome = match job {
            Job::PreviewImport(id) => imports::preview(database, id),
            Job::Import(id) => imports::perform(database, id, stop),
            Job::Export(id) => exports::make(database, id, stop),
        };
        if outcome.is_err() {
            self.shared.has_leftovers.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

impl Drop for JobCount {
    fn drop(&mut self) {
        self.shared.own.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Guard of the job of a deployment.
struct DeploymentTurn<'a> {
    shared: &'a Shared,
    deployment: DeploymentId,
}

impl Shared {
    /// Waits until no job of the deployment runs, and fewer than the maximum of all.
    fn turn(&self, deployment: DeploymentId) -> Result<DeploymentTurn<'_>> {
        let mut busy = self.busy();
        while busy.contains(&deployment) || busy.len() >= MOST {
            self.stop.check()?;
            busy = self.freed.wait_timeout(busy, WAIT).unwrap_or_else(PoisonError::into_inner).0;
        }
        busy.insert(deployment);
        Ok(DeploymentTurn { shared: self, deployment })
    }

    fn busy(&self) -> MutexGuard<'_, BTreeSet<DeploymentId>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for DeploymentTurn<'_> {
    fn drop(&mut self) {
        self.shared.busy().remove(&self.deployment);
        self.shared.freed.notify_all();
    }
}

/// Returns the deployment of a job; `None` if the job was deleted.
fn deployment_of(tx: &Transaction<'_>, job: &Job) -> Result<Option<DeploymentId>> {
    match job {
        Job::PreviewImport(id) | Job::Import(id) => imports::deployment_of(tx, id),
        Job::Export(id) => exports::deployment_of(tx, id),
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

#[cfg(test)]
mod tests;
