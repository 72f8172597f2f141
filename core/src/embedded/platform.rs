//! The platform: opening it, and calling it.

use std::sync::Arc;

use rusqlite::{OptionalExtension, Transaction};

use super::access::{Identity, authenticate};
use super::base::Base;
use super::call::Call;
use super::caller::Caller;
use super::context::Context;
use super::jobs::{Job, Jobs};
use super::options::Options;
use super::refusals::unauthenticated;
use super::rows::{from_sql, to_sql};
use super::store::{Place, Revision, Store};
use super::{Addresses, Admin, Answered, backups};
use crate::analysis::Isolation;
use crate::api::functions::RunFunction;
use crate::api::{Credential, Operation};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::{MemberId, TeamId};

/// How long the time at which a key was last used may lag behind, in milliseconds (assumed). So a read seldom writes.
const LAST_USE_LAG_MS: i64 = 60_000;

/// Convex's platform, in this process. Calls may come from any number of threads.
pub struct Platform {
    base: Arc<Base>,
    jobs: Jobs,
    addresses: Arc<dyn Addresses>,
    isolation: Isolation,
}

/// The first member and their team.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct First {
    /// A personal access token of the first member, who administers the first team.
    pub token: Secret,
    /// The first member.
    pub member_id: MemberId,
    /// The first team.
    pub team_id: TeamId,
}

impl Platform {
    /// Opens a platform: `embedded:` for one in memory, `embedded:PATH` for one in a SQLite file, which is made where it is
    /// not there. Imports and exports that a process has left which was killed begin anew.
    ///
    /// # Errors
    /// `InvalidInput` when `location` has another form, or the file is another program's or a newer version's; `Io` when it
    /// is damaged, or can't be read or written.
    pub fn open(location: &str, options: &Options) -> Result<Self> {
        let store = Store::open(Place::parse(location)?, options.durable)?;
        let context = match options.deterministic {
            Some((seed, start_ms)) => Context::deterministic(seed, start_ms),
            None => Context::of_machine(),
        };
        let base = Arc::new(Base { store, context });
        let jobs = Jobs::new(&base, options.in_background);
        jobs.take_up()?;
        Ok(Self { base, jobs, addresses: Arc::clone(&options.addresses), isolation: options.isolation.clone() })
    }

    /// Calls an operation as `caller`. All of it happens, or nothing.
    ///
    /// # Errors
    /// Those that Convex answers, with its codes.
    pub fn call<O: Answered>(&self, caller: &Caller, request: O) -> Result<O::Response> {
        request.answer(self, caller)
    }

    /// The member of a personal access token and the first team that they made, where the token is valid.
    ///
    /// # Errors
    /// `Unauthenticated` where it is not.
    pub fn resume(&self, token: &Secret) -> Result<First> {
        self.with_time(false, |tx, now| {
            let identity = authenticate(tx, token.expose(), now)?;
            let member = identity.member.filter(|_| identity.kind == Credential::PersonalAccessToken);
            let member = member.ok_or_else(|| unauthenticated("the token is not a member's own"))?;
            let mut first = tx.prepare_cached("SELECT id FROM teams WHERE creator = ?1 ORDER BY id LIMIT 1")?;
            let team = first.query_row([to_sql(member)], |row| row.get(0)).optional()?;
            let team = team.ok_or_else(|| unauthenticated("the token's member has made no team"))?;
            Ok(First { token: token.clone(), member_id: MemberId(member), team_id: TeamId(from_sql(team)) })
        })
    }

    /// What Convex does outside its API.
    #[must_use]
    pub fn admin(&self) -> Admin<'_> {
        Admin::new(self)
    }

    /// Whether the caller's token or key opens the deployment that they name.
    ///
    /// # Errors
    /// `Unauthenticated` or `PermissionDenied` where it does not.
    pub fn admit(&self, caller: &Caller) -> Result<()> {
        self.in_transaction(false, caller, |call| call.admit(&RunFunction::CONTRACT).map(drop))
    }

    /// Has `listener` called after each change that is made through this platform, on the thread that made it.
    pub fn on_change(&self, listener: impl Fn() + Send + Sync + 'static) {
        self.base.store.on_change(listener);
    }

    /// Which state the platform is in. What other processes change in the same file counts too, so this tells of changes
    /// that no listener hears of.
    ///
    /// # Errors
    /// `Io` where the store can't be read.
    pub fn revision(&self) -> Result<Revision> {
        self.base.store.revision()
    }

    /// Does what the passing of time brings: what has expired goes, and backups that are due are made. Each call does so
    /// too, so this is for times at which nobody calls.
    ///
    /// # Errors
    /// `Io` where the store can't be used.
    pub fn attend(&self) -> Result<()> {
        let is_due = self.with_time(false, backups::is_any_due)?;
        if is_due { self.attend_to_backups() } else { Ok(()) }
    }

    /// Where the modules of apps are evaluated.
    pub(super) fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    /// Whether calls are answered before the work that they begin is done.
    pub(super) fn works_in_background(&self) -> bool {
        self.jobs.in_background()
    }

    /// Does a piece of work that takes longer, or begins to.
    pub(super) fn start(&self, job: Job) -> Result<()> {
        self.jobs.start(job)
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    pub(super) fn context(&self) -> &Context {
        &self.base.context
    }

    /// Runs `work` in a transaction, with the time of now. What has expired is gone before.
    pub(super) fn with_time<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&Transaction<'_>, i64) -> Result<T>,
    ) -> Result<T> {
        self.base.with_time(writes, work)
    }

    /// Runs `work` in a transaction, as `caller`. What is due by then happens before, and what `work` begins after it.
    pub(super) fn in_transaction<T>(
        &self,
        writes: bool,
        caller: &Caller,
        work: impl FnOnce(&mut Call<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut work = Some(work);
        let first = self.with_time(writes, |tx, now| match work.take() {
            Some(work) if !backups::is_any_due(tx, now)? => self.run(writes, caller, work, (tx, now)).map(Ok),
            waiting => Ok(Err(waiting)),
        })?;
        let Done { answer, used, jobs } = match first {
            Ok(done) => done,
            Err(waiting) => {
                self.attend_to_backups()?;
                let work = waiting.ok_or_else(|| Error::new(ErrorKind::Internal, "a call was run twice"))?;
                self.with_time(writes, |tx, now| self.run(writes, caller, work, (tx, now)))?
            }
        };
        if !writes && used.is_some() {
            // What was read stands, also where nothing can be written.
            self.base.store.write_if_possible(|tx| note_use(tx, used))?;
        }
        jobs.into_iter().try_for_each(|job| self.start(job))?;
        Ok(answer)
    }

    fn run<T>(
        &self,
        writes: bool,
        caller: &Caller,
        work: impl FnOnce(&mut Call<'_>) -> Result<T>,
        (tx, now): (&Transaction<'_>, i64),
    ) -> Result<Done<T>> {
        let presented = caller.token.as_ref().ok_or_else(|| unauthenticated("a token or key is missing"))?;
        let identity = authenticate(tx, presented.expose(), now)?;
        let used = use_to_note(&identity, now);
        let (context, addresses) = (&self.base.context, &*self.addresses);
        let mut call = Call { tx, now, context, addresses, caller, identity, jobs: Vec::new() };
        let answer = work(&mut call)?;
        let jobs = call.jobs;
        if writes {
            note_use(tx, used)?;
        }
        Ok(Done { answer, used, jobs })
    }

    /// Removes the backups that have expired, and begins those that are to be made by now.
    fn attend_to_backups(&self) -> Result<()> {
        let jobs = self.with_time(true, |tx, now| backups::attend(tx, self.context(), now))?;
        jobs.into_iter().try_for_each(|job| self.start(job))
    }
}

/// A call that was run.
struct Done<T> {
    answer: T,
    /// The token or key whose last use is still to be noted, and the time.
    used: Option<(u64, i64)>,
    /// The work that begins now.
    jobs: Vec<Job>,
}

/// The token or key whose last use is to be noted, and the time.
fn use_to_note(identity: &Identity, now: i64) -> Option<(u64, i64)> {
    let token = identity.token.as_ref()?;
    let noted = token.last_used_time.is_some_and(|last| last <= now && now.saturating_sub(last) < LAST_USE_LAG_MS);
    (!noted).then_some((token.id, now))
}

fn note_use(tx: &Transaction<'_>, used: Option<(u64, i64)>) -> rusqlite::Result<()> {
    if let Some((id, now)) = used {
        tx.prepare_cached("UPDATE tokens SET last_used_time = ?2 WHERE id = ?1")?.execute((to_sql(id), now))?;
    }
    Ok(())
}
