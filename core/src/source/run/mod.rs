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

use super::files::{Container, File};
use crate::compat::data::{TableChecker, TableData};
use crate::error::Result;
use crate::value::Name;
use reading::Shared;

/// A table to be checked.
pub(super) struct Job<'a> {
    pub(super) component: &'a str,
    pub(super) table: &'a Name,
    pub(super) file: &'a File,
    pub(super) checker: TableChecker<'a>,
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
) -> Result<Vec<TableData>> {
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
