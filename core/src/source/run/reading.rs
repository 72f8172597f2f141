//! The state that workers share: the tables, and how far each is read.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Job, TableResult, duplicates};
use crate::archive::Container;
use crate::compat::data::{Block, TablePart};
use crate::error::{Error, ErrorKind, Result};
use crate::source::duplicate_ids::{Batch, DuplicateFinder, Sorting};
use crate::source::shard::Stream;

/// The state that workers share.
pub(super) struct Shared<'a> {
    container: &'a dyn Container,
    jobs: &'a [Job<'a>],
    tables: Vec<Table<'a>>,
    /// The order in which tables are started: largest first, so that none of them delays the end.
    order: Vec<usize>,
    /// Number of tables of the order that were started.
    started: AtomicUsize,
    /// The first table that failed; later tables need not be checked.
    failed: AtomicUsize,
    stopped: AtomicBool,
    /// Finds duplicate ids, if requested.
    finder: Option<Mutex<DuplicateFinder>>,
    /// Held while a line longer than a block is read and checked: several at once would need too much memory.
    large: Mutex<()>,
}

#[derive(Default)]
struct Table<'a> {
    reading: Mutex<Reading<'a>>,
    done: AtomicBool,
    /// Number of workers on the table.
    workers: AtomicUsize,
    found: Mutex<Option<TablePart>>,
}

#[derive(Default)]
enum Reading<'a> {
    #[default]
    Closed,
    Open(Stream<'a>),
    /// Finished at this offset.
    Done(u64),
    Failed(Error),
}

impl<'a> Shared<'a> {
    pub(super) fn new(container: &'a dyn Container, jobs: &'a [Job<'a>], sorting: Option<&Sorting>) -> Self {
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        let bytes = |index: &usize| jobs.get(*index).and_then(|job| job.file.bytes).unwrap_or(u64::MAX);
        order.sort_by_key(|index| std::cmp::Reverse(bytes(index)));
        Self {
            container,
            jobs,
            tables: jobs.iter().map(|_| Table::default()).collect(),
            order,
            started: AtomicUsize::new(0),
            failed: AtomicUsize::new(usize::MAX),
            stopped: AtomicBool::new(false),
            finder: sorting.map(|sorting| Mutex::new(DuplicateFinder::new(sorting))),
            large: Mutex::new(()),
        }
    }

    /// Stops every worker after its current block.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Picks the next table: the largest of those with the fewest workers. `None` if all tables are done.
    pub(super) fn begin(&self) -> Option<usize> {
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let failed = self.failed.load(Ordering::Relaxed);
        // Tables that no worker has started come first: to search all of them each time would take long with many.
        while let Some(index) = self.order.get(self.started.fetch_add(1, Ordering::Relaxed)).copied() {
            if index < failed {
                self.tables.get(index)?.workers.fetch_add(1, Ordering::Relaxed);
                return Some(index);
            }
        }
        let open = self.order.iter().copied().filter(|index| *index < failed).filter_map(|index| {
            let table = self.tables.get(index)?;
            let workers = table.workers.load(Ordering::Relaxed);
            (!table.done.load(Ordering::Relaxed)).then_some((workers, index))
        });
        let (_, index) = open.min_by_key(|(workers, _)| *workers)?;
        self.tables.get(index)?.workers.fetch_add(1, Ordering::Relaxed);
        Some(index)
    }

    pub(super) fn job(&self, index: usize) -> Option<&'a Job<'a>> {
        self.jobs.get(index)
    }

    /// Reads the next block of a table; `None` at its end, or if the work was stopped.
    pub(super) fn read(&self, index: usize, block: &mut Block) -> Option<Permit<'_>> {
        let (table, job) = (self.tables.get(index)?, self.jobs.get(index)?);
        let mut reading = lock(&table.reading);
        if self.stopped.load(Ordering::Relaxed) || index > self.failed.load(Ordering::Relaxed) {
            return None;
        }
        if let Reading::Closed = *reading {
            match job.open(self.container) {
                Ok(stream) => *reading = Reading::Open(stream),
                Err(error) => return self.end(index, &mut reading, Err(error)),
            }
        }
        let Reading::Open(blocks) = &mut *reading else { return None };
        let mut large = None;
        match blocks.next(block, &mut || large = Some(lock(&self.large))) {
            Ok(true) => Some(Permit { _large: large }),
            Ok(false) => {
                let bytes = blocks.bytes();
                self.end(index, &mut reading, Ok(bytes))
            }
            Err(error) => self.end(index, &mut reading, Err(error)),
        }
    }

    fn end<T>(&self, index: usize, reading: &mut Reading<'a>, outcome: Result<u64>) -> Option<T> {
        *reading = match outcome {
            Ok(bytes) => Reading::Done(bytes),
            Err(error) => {
                self.failed.fetch_min(index, Ordering::Relaxed);
                Reading::Failed(error)
            }
        };
        self.tables.get(index)?.done.store(true, Ordering::Relaxed);
        None
    }

    /// Merges a worker's results for some blocks of a table.
    pub(super) fn put(&self, index: usize, part: TablePart) {
        let Some(table) = self.tables.get(index) else { return };
        let mut found = lock(&table.found);
        match &mut *found {
            Some(found) => {
                if let Err(error) = found.merge(part) {
                    self.fail(index, error);
                }
            }
            none => *none = Some(part),
        }
    }

    /// Checks if ids are sorted.
    pub(super) fn sorts(&self) -> bool {
        self.finder.is_some()
    }

    /// Adds ids of a table.
    pub(super) fn sort(&self, index: usize, ids: &Batch) -> Result<()> {
        let Some(finder) = &self.finder else { return Ok(()) };
        lock(finder).add(u32::try_from(index).unwrap_or(u32::MAX), ids)
    }

    /// Records that a worker leaves a table.
    pub(super) fn leave(&self, index: usize) {
        if let Some(table) = self.tables.get(index) {
            table.workers.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Records that a table cannot be checked.
    pub(super) fn fail(&self, index: usize, error: Error) {
        if let Some(table) = self.tables.get(index) {
            self.end::<()>(index, &mut lock(&table.reading), Err(error));
        }
    }

    /// Returns the result of each table.
    ///
    /// # Errors
    /// The error of the first table that cannot be checked.
    pub(super) fn finish(self) -> Result<Vec<TableResult>> {
        let tables = self.tables.into_iter().zip(self.jobs).map(|(table, job)| {
            let found = table.found.into_inner().unwrap_or_else(PoisonError::into_inner);
            match (table.reading.into_inner().unwrap_or_else(PoisonError::into_inner), found) {
                (Reading::Done(bytes), Some(part)) => Ok(TableResult { part, bytes, duplicate_ids: None }),
                (Reading::Failed(error), _) => Err(error.in_file(&job.file.name)),
                _ => {
                    Err(Error::new(ErrorKind::Internal, "a table was not read to its end: this is a bug in convex-ops"))
                }
            }
        });
        let mut tables = tables.collect::<Result<Vec<_>>>()?;
        if let Some(finder) = self.finder {
            let finder = finder.into_inner().unwrap_or_else(PoisonError::into_inner);
            let found = duplicates::find(finder, self.container, self.jobs)?;
            tables.iter_mut().zip(found).for_each(|(table, found)| table.duplicate_ids = Some(found));
        }
        Ok(tables)
    }
}

/// Held by a worker until it has checked the block it read.
pub(super) struct Permit<'s> {
    _large: Option<MutexGuard<'s, ()>>,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
