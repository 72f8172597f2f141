//! The work of one thread.

use super::reading::Shared;
use crate::compat::data::Block;
use crate::error::Result;
use crate::source::duplicate_ids::Batch;

/// Size of the batches of ids passed to sorting, in bytes.
const IDS_LEN: usize = 256 << 10;

/// Results are merged after this many runs, so that a worker's memory does not grow with the table.
const MAX_RUNS: usize = 64;

/// A checked block.
pub(super) struct CheckedBlock {
    pub(super) job: usize,
    pub(super) documents: u64,
    pub(super) bytes: u64,
}

/// Checks blocks until all tables are done or `on_checked` returns false.
pub(super) fn work(shared: &Shared<'_>, on_checked: &mut dyn FnMut(CheckedBlock) -> bool) {
    let mut block = Block::default();
    while let Some(index) = shared.begin() {
        check_table(shared, index, &mut block, on_checked);
        shared.leave(index);
    }
}

/// Checks blocks of one table until its end.
fn check_table(shared: &Shared<'_>, index: usize, block: &mut Block, on_checked: &mut dyn FnMut(CheckedBlock) -> bool) {
    let Some(job) = shared.job(index) else { return };
    let (mut part, mut ids) = (job.checker.part(), Ids { shared, index, held: Batch::default(), outcome: Ok(()) });
    while let Some(permit) = shared.read(index, block) {
        let before = part.documents();
        let mut keep = |id: &[u8], offset| ids.keep(id, offset);
        let keep = shared.sorts().then_some(&mut keep as &mut dyn FnMut(&[u8], u64));
        let checked = job.checker.check_block(block, &mut part, keep);
        let bytes = block.bytes();
        block.clear();
        drop(permit);
        if let Err(error) = checked.and_then(|()| ids.sort()) {
            shared.fail(index, error);
        }
        let checked = CheckedBlock { job: index, documents: part.documents() - before, bytes };
        if !on_checked(checked) {
            shared.stop();
        }
        if part.runs() > MAX_RUNS {
            shared.put(index, std::mem::replace(&mut part, job.checker.part()));
        }
    }
    shared.put(index, part);
}

/// The ids of a table found by a worker.
struct Ids<'s, 'a> {
    shared: &'s Shared<'a>,
    index: usize,
    held: Batch,
    outcome: Result<()>,
}

impl Ids<'_, '_> {
    /// Adds an id and passes full batches to sorting.
    fn keep(&mut self, id: &[u8], offset: u64) {
        self.held.push(id, offset);
        if self.held.len() >= IDS_LEN {
            let sorted = self.shared.sort(self.index, &self.held);
            self.held.clear();
            self.outcome = std::mem::replace(&mut self.outcome, Ok(())).and(sorted);
        }
    }

    /// Passes the remaining ids to sorting.
    fn sort(&mut self) -> Result<()> {
        let sorted = self.shared.sort(self.index, &self.held);
        self.held.clear();
        std::mem::replace(&mut self.outcome, Ok(())).and(sorted)
    }
}
