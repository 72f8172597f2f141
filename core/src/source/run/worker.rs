//! What each thread does.

use super::reading::Shared;
use crate::compat::data::Block;
use crate::error::Result;
use crate::source::repeats::Batch;

/// How many bytes of ids go to be sorted at once.
const IDS_LEN: usize = 256 << 10;

/// Parts of so many runs are put together, so that what a worker holds does not grow with the table.
const MAX_RUNS: usize = 64;

/// A block that has been checked.
pub(super) struct Checked {
    pub(super) job: usize,
    pub(super) documents: u64,
    pub(super) bytes: u64,
}

/// Checks blocks until nothing is left, or `heard` wants no more.
pub(super) fn work(shared: &Shared<'_>, heard: &mut dyn FnMut(Checked) -> bool) {
    let mut block = Block::default();
    while let Some(index) = shared.begin() {
        table(shared, index, &mut block, heard);
        shared.leave(index);
    }
}

/// Checks blocks of one table until none is left.
fn table(shared: &Shared<'_>, index: usize, block: &mut Block, heard: &mut dyn FnMut(Checked) -> bool) {
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
        let checked = Checked { job: index, documents: part.documents() - before, bytes };
        if !heard(checked) {
            shared.stop();
        }
        if part.runs() > MAX_RUNS {
            shared.put(index, std::mem::replace(&mut part, job.checker.part()));
        }
    }
    shared.put(index, part);
}

/// The ids of a table that a worker came upon.
struct Ids<'s, 'a> {
    shared: &'s Shared<'a>,
    index: usize,
    held: Batch,
    outcome: Result<()>,
}

impl Ids<'_, '_> {
    /// Keeps one, until there are enough to be sorted.
    fn keep(&mut self, id: &[u8], offset: u64) {
        self.held.push(id, offset);
        if self.held.len() >= IDS_LEN {
            let sorted = self.shared.sort(self.index, &self.held);
            self.held.clear();
            self.outcome = std::mem::replace(&mut self.outcome, Ok(())).and(sorted);
        }
    }

    /// Lets the rest be sorted.
    fn sort(&mut self) -> Result<()> {
        let sorted = self.shared.sort(self.index, &self.held);
        self.held.clear();
        std::mem::replace(&mut self.outcome, Ok(())).and(sorted)
    }
}
