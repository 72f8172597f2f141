//! Tables checked at once: whoever is free reads the next block of a table, and checks it.
//!
//! There are no queues. A table's stream is read by one at a time, and checked by all: while one reads and unpacks a
//! block, another checks the block before. So memory is a block for each thread, and one table alone keeps two threads
//! busy.

mod reading;
#[cfg_attr(feature = "source", path = "threads.rs")]
#[cfg_attr(not(feature = "source"), path = "caller.rs")]
mod spawn;
mod worker;

use std::ops::Range;
use std::sync::Mutex;

use super::files::{Container, File};
use super::repeats::{Batch, Repeats};
use super::shard::{self, Stream};
use crate::compat::data::{DuplicateId, Kept, Position, TableChecker, TablePart};
use crate::error::Result;
use crate::value::Name;
use reading::{Shared, lock};

/// A table to be checked.
pub(super) struct Job<'a> {
    pub(super) component: &'a str,
    pub(super) table: &'a Name,
    pub(super) file: &'a File,
    /// Within which bytes of the file the lines start that are to be checked; all lines, where absent.
    pub(super) lines: Option<Range<u64>>,
    pub(super) checker: TableChecker<'a>,
    /// What sorts the ids, if they are to be sorted.
    pub(super) repeats: Mutex<Option<Repeats>>,
}

impl Job<'_> {
    /// Whether ids are to be sorted.
    fn sorts(&self) -> bool {
        lock(&self.repeats).is_some()
    }

    /// Opens what is to be checked.
    fn open<'c>(&self, container: &'c dyn Container) -> Result<Stream<'c>> {
        match &self.lines {
            None => shard::whole(container, self.file),
            Some(lines) => shard::open(container, self.file, lines),
        }
    }

    /// Takes the ids of a block.
    fn sort(&self, ids: &Batch) -> Result<()> {
        lock(&self.repeats).as_mut().map_or(Ok(()), |repeats| repeats.add(ids))
    }

    /// The documents that have the id of an earlier one, once all ids are there.
    fn duplicate_ids(&self) -> Result<Option<Kept<DuplicateId>>> {
        let Some(repeats) = lock(&self.repeats).take() else { return Ok(None) };
        let at = |offset| Position { offset, line: None };
        let mut kept = Kept::default();
        repeats.finish(&mut |id, first, again| {
            let id = String::from_utf8_lossy(id).into_owned();
            kept.add(DuplicateId { id, first: at(first), again: at(again) }, self.checker.limits().samples);
        })?;
        Ok(Some(kept))
    }
}

/// What was found in a table.
pub(super) struct Found {
    pub(super) part: TablePart,
    /// Where the last line ended.
    pub(super) bytes: u64,
    pub(super) duplicate_ids: Option<Kept<DuplicateId>>,
}

/// How far the check is.
pub(super) struct Heard<'a> {
    /// The table that was read last.
    pub(super) job: &'a Job<'a>,
    /// The documents of all tables so far.
    pub(super) documents: u64,
    /// The bytes of all tables so far.
    pub(super) bytes: u64,
}

/// A block that has been checked.
struct Checked {
    job: usize,
    documents: u64,
    bytes: u64,
}

/// Checks all tables, on so many threads or as many as there is room for, and answers what was found in each.
///
/// # Errors
/// That of the first table, in the order of the jobs, which can't be read; what `heard` returns.
pub(super) fn run(
    container: &dyn Container,
    jobs: &[Job<'_>],
    threads: Option<usize>,
    heard: &mut dyn FnMut(Heard<'_>) -> Result<()>,
) -> Result<Vec<Found>> {
    let shared = Shared::new(container, jobs);
    let (mut documents, mut bytes) = (0, 0);
    let hear = &mut |checked: Checked| match jobs.get(checked.job) {
        Some(job) => {
            documents += checked.documents;
            bytes += checked.bytes;
            heard(Heard { job, documents, bytes })
        }
        None => Ok(()),
    };
    spawn::work(&shared, threads, hear)?;
    shared.finish()
}
