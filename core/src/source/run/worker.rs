//! What each thread does.

use super::Checked;
use super::reading::Shared;
use crate::compat::data::Block;

/// Parts of so many runs are put together, so that what a worker holds does not grow with the table.
const MAX_RUNS: usize = 64;

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
    let mut part = job.checker.part();
    while let Some(permit) = shared.read(index, block) {
        let before = part.documents();
        if let Err(error) = job.checker.check_block(block, &mut part, None) {
            shared.fail(index, error);
        }
        drop(permit);
        let checked = Checked { job: index, documents: part.documents() - before, bytes: block.bytes() };
        if !heard(checked) {
            shared.stop();
        }
        if part.runs() > MAX_RUNS {
            shared.put(index, std::mem::replace(&mut part, job.checker.part()));
        }
    }
    shared.put(index, part);
}
