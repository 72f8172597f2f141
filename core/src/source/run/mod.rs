//! Checks tables in parallel: each free worker reads the next block of a table and checks it.
//!
//! Without queues, memory is limited to one block per thread. A table's stream is read by one worker at a time: while it
//! reads and unpacks a block, others check the previous blocks, so a single table keeps two threads busy.

mod duplicates;
mod job;
mod reading;
#[cfg_attr(feature = "source", path = "threads.rs")]
#[cfg_attr(not(feature = "source"), path = "caller.rs")]
mod spawn;
mod worker;

pub(super) use job::{Job, TableResult};

use super::duplicate_ids::Sorting;
use crate::archive::Container;
use crate::error::Result;
use reading::Shared;
use worker::CheckedBlock;

/// Progress of the check.
pub(super) struct RunProgress<'a> {
    /// The table read last.
    pub(super) job: &'a Job<'a>,
    /// The documents of all tables so far.
    pub(super) documents: u64,
    /// The bytes of all tables so far.
    pub(super) bytes: u64,
}

/// Checks all tables on the given or default number of threads and returns the result of each. With `sorting`, finds
/// duplicate ids anywhere in a table.
///
/// # Errors
/// The error of the first table, in the order of the jobs, that cannot be read; any error of `on_progress`.
pub(super) fn run(
    container: &dyn Container,
    jobs: &[Job<'_>],
    threads: Option<usize>,
    sorting: Option<&Sorting>,
    on_progress: &mut dyn FnMut(RunProgress<'_>) -> Result<()>,
) -> Result<Vec<TableResult>> {
    let shared = Shared::new(container, jobs, sorting);
    let (mut documents, mut bytes) = (0, 0);
    let on_checked = &mut |checked: CheckedBlock| match jobs.get(checked.job) {
        Some(job) => {
            documents += checked.documents;
            bytes += checked.bytes;
            on_progress(RunProgress { job, documents, bytes })
        }
        None => Ok(()),
    };
    spawn::work(&shared, threads, on_checked)?;
    shared.finish()
}
