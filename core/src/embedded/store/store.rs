//! An open store with read and write transactions.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::changes::{Changes, Revision};
use super::error::is_unwritable;
use super::migrate::migrate;
use super::place::Place;
use super::private;
use super::readers::{Reader, Readers};
use super::reserve;
use super::seal::{self, Cipher, KEY};
use super::work::{Work, WorkLock};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Maximum time that a writer waits for other processes.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(30);

/// Number of prepared statements that a connection caches.
const STATEMENTS: usize = 256;

/// An open store.
pub(in crate::embedded) struct Store {
    place: Place,
    durable: bool,
    cipher: Cipher,
    writer: Mutex<Connection>,
    readers: Readers,
    changes: Changes,
    work: Work,
}

/// A connection that is in use.
enum Lease<'a> {
    Writer(MutexGuard<'a, Connection>),
    Reader(Reader<'a>),
}

impl Lease<'_> {
    fn connection(&mut self) -> Result<&mut Connection> {
        match self {
            Self::Writer(writer) => Ok(writer),
            Self::Reader(reader) => {
                reader.connection().ok_or_else(|| Error::new(ErrorKind::Internal, "reader without a connection"))
            }
        }
    }
}

impl Store {
    /// Opens the store, creating it if it does not exist.
    ///
    /// # Errors
    /// `InvalidInput` if the file belongs to another program or a newer version, or is encrypted with another key; `Io` if it is damaged or cannot be
    /// read or written.
    pub(in crate::embedded) fn open(place: Place, durable: bool, key: Option<&[u8; KEY]>) -> Result<Self> {
        let cipher = Cipher::new(key);
        private::create(&place);
        let opened = match open_writer(&place, durable, &cipher) {
            // SQLite needs a little space for the files beside the store.
            Err(error) if error.kind() == ErrorKind::Io && reserve::release(&place) => {
                open_writer(&place, durable, &cipher)
            }
            opened => opened,
        };
        let opened = opened.map_err(|error| in_file(error, &place))?;
        reserve::fill(&place);
        let (readers, changes, work) = (Readers::default(), Changes::default(), Work::default());
        Ok(Self { place, durable, cipher, writer: Mutex::new(opened), readers, changes, work })
    }

    /// Describes problems of the store's files: other users can access them, or the disk is full.
    pub(in crate::embedded) fn warnings(&self) -> Vec<String> {
        let mut warnings = private::warnings(&self.place);
        if !self.fill_reserve() {
            warnings.push("the disk of the store is full or read-only: reads work, writes fail".to_owned());
        }
        warnings
    }

    /// Runs `work` on a consistent snapshot of the store.
    pub(in crate::embedded) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.run(false, work)
    }

    /// Runs `work` in one transaction: all of it happens, or nothing if it fails.
    pub(in crate::embedded) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.run(true, work)
    }

    /// Runs `work`, a small change that must succeed on a full disk: it may use the reserve of disk space.
    pub(in crate::embedded) fn write_reserved<T>(&self, work: impl Fn(&Transaction<'_>) -> Result<T>) -> Result<T> {
        match self.write(&work) {
            Err(error) if error.kind() == ErrorKind::Io && reserve::release(&self.place) => self.write(&work),
            written => written,
        }
    }

    /// Fills the reserve of disk space if it was used. Returns false if the disk has no space for it.
    pub(in crate::embedded) fn fill_reserve(&self) -> bool {
        reserve::fill(&self.place)
    }

    /// Runs `work` in one transaction. Code that does not depend on `work` is in functions that are compiled once.
    pub(in crate::embedded) fn run<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let outcome = {
            let mut lease = self.lease(writes)?;
            let transaction = self.start(&mut lease, writes)?;
            match work(&transaction) {
                Ok(answer) => self.finish(transaction, writes).map(|()| answer),
                Err(error) => Err(in_file(error, &self.place)),
            }
        };
        // Listeners may use the store.
        if writes && outcome.is_ok() {
            self.changes.record();
        }
        outcome
    }

    /// Waits for a connection.
    fn lease(&self, writes: bool) -> Result<Lease<'_>> {
        if writes || self.place == Place::Memory {
            return Ok(Lease::Writer(lock(&self.writer)));
        }
        let reader = self.readers.get(|| connect(&self.place, self.durable, &self.cipher));
        reader.map(Lease::Reader).map_err(|error| in_file(error, &self.place))
    }

    fn start<'a>(&self, lease: &'a mut Lease<'_>, writes: bool) -> Result<Transaction<'a>> {
        let behavior = if writes { TransactionBehavior::Immediate } else { TransactionBehavior::Deferred };
        let started = lease.connection()?.transaction_with_behavior(behavior);
        started.map_err(|error| in_file(error.into(), &self.place))
    }

    fn finish(&self, transaction: Transaction<'_>, writes: bool) -> Result<()> {
        let finished = if writes { transaction.commit() } else { Ok(()) };
        finished.map_err(|error| in_file(error.into(), &self.place))
    }

    /// Calls `listener` after each write of this process.
    pub(in crate::embedded) fn on_change(&self, listener: impl Fn() + Send + Sync + 'static) {
        self.changes.listen(Box::new(listener));
    }

    /// Returns the revision of the store, which includes other processes' writes.
    pub(in crate::embedded) fn revision(&self) -> Result<Revision> {
        let own = self.changes.count();
        if self.place == Place::Memory {
            return Ok(Revision { own, of_others: 0 });
        }
        let of_others = lock(&self.writer).pragma_query_value(None, "data_version", |row| row.get(0));
        Ok(Revision { own, of_others: of_others.map_err(|error| in_file(error.into(), &self.place))? })
    }

    /// Waits for the lock for jobs. It is released on drop.
    pub(in crate::embedded) fn lock_work(&self, stop: &Cancel) -> Result<WorkLock<'_>> {
        self.work.lock(&self.place, stop)
    }

    /// Tries to take the lock for jobs; `None` if it is taken.
    pub(in crate::embedded) fn try_lock_work(&self) -> Result<Option<WorkLock<'_>>> {
        self.work.try_lock(&self.place)
    }

    /// Checks if the store can be written during a read.
    pub(in crate::embedded) fn is_file(&self) -> bool {
        self.place != Place::Memory
    }

    /// Runs `work` in one transaction if the store is writable, otherwise does nothing. For optional writes.
    pub(in crate::embedded) fn write_if_possible(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let mut connection = lock(&self.writer);
        let written = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            work(&transaction)?;
            transaction.commit()
        };
        match written() {
            Err(error) if !is_unwritable(&error) => Err(in_file(error.into(), &self.place)),
            _ => Ok(()),
        }
    }
}

fn open_writer(place: &Place, durable: bool, cipher: &Cipher) -> Result<Connection> {
    let mut connection = connect(place, durable, cipher)?;
    migrate(&mut connection)?;
    seal::prepare(&mut connection, cipher.has_key())?;
    Ok(connection)
}

fn connect(place: &Place, durable: bool, cipher: &Cipher) -> Result<Connection> {
    let connection = match place {
        Place::Memory => Connection::open_in_memory()?,
        Place::File(path) => Connection::open(path)?,
    };
    connection.busy_timeout(WAIT_FOR_OTHERS)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" })?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Views and triggers of a foreign file are not trusted.
    connection.pragma_update(None, "trusted_schema", false)?;
    cipher.install(&connection)?;
    Ok(connection)
}

fn in_file(error: Error, place: &Place) -> Error {
    match place {
        Place::File(path) if matches!(error.kind(), ErrorKind::Io) || is_about_file(&error) => {
            error.in_file(path.display().to_string())
        }
        _ => error,
    }
}

/// Errors of opening have no Convex code; those of operations do.
fn is_about_file(error: &Error) -> bool {
    error.code().is_none() && error.kind() == ErrorKind::InvalidInput
}

/// A panicked thread's transaction was rolled back, so its connection remains usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
