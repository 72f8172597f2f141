//! Tables checked at once: whoever is free reads the next block of a table, and checks it.
//!
//! There are no queues. A table's stream is read by one at a time, and checked by all: while one reads and unpacks a
//! block, another checks the block before. So memory is a block for each thread, and one table alone keeps two threads
//! busy.

mod duplicates;
mod job;
mod reading;
#[cfg_attr(feature = "source", path = "threads.rs")]
#[cfg_attr(not(feature = "source"), path = "caller.rs")]
mod spawn;
mod worker;

pub(super) use job::{Found, Job};

use super::repeats::Sorting;
use crate::error::Result;
use crate::export::Container;
use reading::Shared;
use worker::Checked;

/// How far the check is.
pub(super) struct Heard<'a> {
    /// The table that was read last.
    pub(super) job: &'a Job<'a>,
    /// The documents of all tables so far.
    pub(super) documents: u64,
    /// The bytes of all tables so far.
    pub(super) bytes: u64,
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
