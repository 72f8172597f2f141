//! State that every call needs: the store, time and randomness, jobs, and addresses of deployments.

use std::sync::Arc;

use rusqlite::Transaction;

use super::jobs::Jobs;
use super::request_context::RequestContext;
use crate::analysis::{Cache, Isolation};
use crate::cancel::Cancel;
use crate::embedded::access::{Identity, authenticate};
use crate::embedded::addresses::Addresses;
use crate::embedded::caller::Caller;
use crate::embedded::context::Context;
use crate::embedded::database::Database;
use crate::embedded::housekeeping;
use crate::embedded::options::EmbeddedOptions;
use crate::embedded::records::job::Job;
use crate::embedded::records::note_use;
use crate::embedded::refusals::unauthenticated;
use crate::error::{ErrorKind, Result};
use crate::model::AccessTokenId;

/// Maximum lag of the last-use time of a key, in milliseconds (assumed). It keeps most reads from writing.
const LAST_USE_LAG_MS: i64 = 60_000;

/// State that every call needs. Calls may come from any number of threads.
pub(in crate::embedded) struct Runtime {
    pub(in crate::embedded) database: Arc<Database>,
    pub(in crate::embedded) jobs: Jobs,
    pub(in crate::embedded) addresses: Arc<dyn Addresses>,
    /// Isolation for evaluating the modules of apps.
    pub(in crate::embedded) isolation: Isolation,
    /// Earlier evaluations.
    pub(in crate::embedded) evaluations: Cache,
}

impl Runtime {
    /// Uses an open store and resumes jobs interrupted by a crash.
    pub(in crate::embedded) fn start(database: Database, options: &EmbeddedOptions) -> Result<Self> {
        let database = Arc::new(database);
        let jobs = Jobs::new(&database, options.in_background);
        // A store on a full disk can still be read. The jobs are resumed by a later check.
        ignore_unwritable(jobs.resume())?;
        let (addresses, isolation) = (Arc::clone(&options.addresses), options.isolation.clone());
        Ok(Self { database, jobs, addresses, isolation, evaluations: Cache::default() })
    }

    pub(in crate::embedded) fn context(&self) -> &Context {
        &self.database.context
    }

    /// Runs maintenance that is due: removes expired resources and requests due backups.
    pub(in crate::embedded) fn run_maintenance(&self) -> Result<()> {
        if self.database.with_time(false, housekeeping::is_due)? {
            self.maintain()?;
        }
        self.jobs.take_over()
    }

    fn maintain(&self) -> Result<()> {
        self.start_jobs(housekeeping::run(&self.database)?)
    }

    /// Runs maintenance that is due, then `work` in a transaction with the current time. The usual check, in which
    /// nothing is due, belongs to the same transaction.
    pub(in crate::embedded) fn with_time<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&Transaction<'_>, i64) -> Result<T>,
    ) -> Result<T> {
        ignore_unwritable(self.jobs.take_over())?;
        let outcome = self.database.with_time(writes, |tx, now| {
            if housekeeping::is_due(tx, now)? { Ok(Err(work)) } else { work(tx, now).map(Ok) }
        })?;
        outcome.or_else(|work| {
            let maintained = self.maintain();
            // A read succeeds even if the store cannot be written.
            if writes { maintained } else { ignore_unwritable(maintained) }?;
            self.database.with_time(writes, work)
        })
    }

    /// Runs maintenance that is due, then `work` in a transaction as `caller`, then starts the jobs that `work`
    /// requested.
    pub(in crate::embedded) fn in_transaction<T>(
        &self,
        writes: bool,
        caller: &Caller,
        stop: &Cancel,
        work: impl FnOnce(&mut RequestContext<'_>) -> Result<T>,
    ) -> Result<T> {
        self.finish(writes, self.with_time(writes, |tx, now| self.run_as(caller, stop, writes, (tx, now), work))?)
    }

    /// Runs `work` like [`in_transaction`](Self::in_transaction), as a later step of a call.
    pub(in crate::embedded) fn in_next_transaction<T>(
        &self,
        writes: bool,
        caller: &Caller,
        stop: &Cancel,
        work: impl FnOnce(&mut RequestContext<'_>) -> Result<T>,
    ) -> Result<T> {
        let run = |tx: &Transaction<'_>, now| self.run_as(caller, stop, writes, (tx, now), work);
        self.finish(writes, self.database.with_time(writes, run)?)
    }

    /// Runs `work` as `caller`.
    fn run_as<T>(
        &self,
        caller: &Caller,
        stop: &Cancel,
        writes: bool,
        (tx, now): (&Transaction<'_>, i64),
        work: impl FnOnce(&mut RequestContext<'_>) -> Result<T>,
    ) -> Result<CallOutcome<T>> {
        stop.check()?;
        let (mut call, used) = self.admit(tx, now, caller)?;
        let answer = work(&mut call)?;
        if writes {
            note_last_use(tx, used)?;
            // The caller no longer waits: roll back.
            stop.check()?;
        }
        Ok(CallOutcome { answer, used, jobs: call.jobs })
    }

    /// Notes the use of the token or key, and starts the requested jobs.
    fn finish<T>(&self, writes: bool, done: CallOutcome<T>) -> Result<T> {
        if !writes && done.used.is_some() {
            // A read succeeds even if the store cannot be written.
            self.database.store.write_if_possible(|tx| note_last_use(tx, done.used))?;
        }
        self.start_jobs(done.jobs)?;
        Ok(done.answer)
    }

    /// Authenticates the caller.
    fn admit<'a>(
        &'a self,
        tx: &'a Transaction<'a>,
        now: i64,
        caller: &'a Caller,
    ) -> Result<(RequestContext<'a>, Option<(AccessTokenId, i64)>)> {
        let presented = caller.token.as_ref().ok_or_else(|| unauthenticated("missing token or key"))?;
        let identity = authenticate(tx, presented.expose(), now)?;
        let used = use_to_note(&identity, now);
        let (context, addresses) = (self.context(), &*self.addresses);
        Ok((RequestContext { tx, now, context, addresses, caller, identity, jobs: Vec::new() }, used))
    }

    fn start_jobs(&self, jobs: Vec<Job>) -> Result<()> {
        jobs.into_iter().try_for_each(|job| self.jobs.start(job))
    }
}

/// Outcome of a transaction of a call.
struct CallOutcome<T> {
    answer: T,
    /// The token or key whose last-use time must be updated, with the time.
    used: Option<(AccessTokenId, i64)>,
    /// Jobs to start.
    jobs: Vec<Job>,
}

/// Ignores the error of a store that cannot be written: of a full disk, a read-only file, or a locked store. A store that
/// cannot be read either reports that itself.
fn ignore_unwritable(result: Result<()>) -> Result<()> {
    result.or_else(|error| match error.kind() {
        ErrorKind::Io | ErrorKind::Unavailable => Ok(()),
        _ => Err(error),
    })
}

/// Returns the token or key whose last-use time must be updated, with the time.
fn use_to_note(identity: &Identity, now: i64) -> Option<(AccessTokenId, i64)> {
    let token = identity.token.as_ref()?;
    let noted = token.last_used_time.is_some_and(|last| last <= now && now.saturating_sub(last) < LAST_USE_LAG_MS);
    (!noted).then_some((token.id, now))
}

fn note_last_use(tx: &Transaction<'_>, used: Option<(AccessTokenId, i64)>) -> rusqlite::Result<()> {
    used.map_or(Ok(()), |(id, now)| note_use(tx, id, now))
}
