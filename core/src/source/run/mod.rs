//! Tables checked at once: whoever is free reads the next block of a table, and checks it.
//!
//! There are no queues. A table's stream is read by one at a time, and checked by all: while one reads and unpacks a
//! block, another checks the block before. So memory is a block for each thread, and one table alone keeps two threads
//! busy.

mod duplicates;
mod reading;
#[cfg_attr(feature = "source", path = "threads.rs")]
#[cfg_attr(not(feature = "source"), path = "caller.rs")]
mod spawn;
mod worker;

use std::ops::Range;

use super::repeats::Sorting;
use super::shard::{self, Stream};
use crate::compat::data::{DuplicateId, Kept, TableChecker, TablePart};
use crate::error::Result;
use crate::export::{Container, File};
use crate::value::Name;
use reading::Shared;

/// A table to be checked.
pub(super) struct Job<'a> {
    pub(super) component: &'a str,
    pub(super) table: &'a Name,
    pub(super) file: &'a File,
    /// Within which bytes of the file the lines start that are to be checked; all lines, where absent.
    pub(super) lines: Option<Range<u64>>,
    pub(super) checker: TableChecker<'a>,
}

impl Job<'_> {
    /// Opens what is to be checked.
    fn open<'c>(&self, container: &'c dyn Container) -> Result<Stream<'c>> {
        match &self.lines {
            None => shard::whole(container, self.file),
            Some(lines) => shard::open(container, self.file, lines),
        }
    }
}

/// What was found in a table.
pub(super) struct Found {
    pub(super) part: TablePart,
    /// Where the last line ended.
    pub(super) bytes: u64,
    /// The documents that have the id of an earlier one, where ids were sorted.
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

/// Checks all tables, on so many threads or as many as there is room for, and answers what was found in each. Where ids
/// are to be sorted, all ids of each table are compared.
///
/// # Errors
/// That of the first table, in the order of the jobs, which can't be read; what `heard` returns.
pub(super) fn run(
    container: &dyn Container,
    jobs: &[Job<'_>],
    threads: Option<usize>,
    sorting: Option<&Sorting>,
    heard: &mut dyn FnMut(Heard<'_>) -> Result<()>,
) -> Result<Vec<Found>> {
    let shared = Shared::new(container, jobs, sorting);
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
