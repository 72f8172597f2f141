//! What each thread does.

use super::Checked;
use super::reading::Shared;
use crate::compat::data::Block;
use crate::source::repeats::Batch;

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
    let (mut part, mut ids, sorts) = (job.checker.part(), Batch::default(), job.sorts());
    while let Some(permit) = shared.read(index, block) {
        let before = part.documents();
        ids.clear();
        let mut keep = |id: &[u8], offset| ids.push(id, offset);
        let keep = sorts.then_some(&mut keep as &mut dyn FnMut(&[u8], u64));
        let checked = job.checker.check_block(block, &mut part, keep);
        drop(permit);
        if let Err(error) = checked.and_then(|()| job.sort(&ids)) {
            shared.fail(index, error);
        }
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
