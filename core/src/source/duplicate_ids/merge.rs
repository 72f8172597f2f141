//! Merges sorted runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::ops::Range;

use rawzip::FileReader;

use super::runs::RunReader;
use crate::cancel::Cancel;
use crate::error::Result;

/// Number of ids between checks for cancellation.
const CHECK_INTERVAL: u64 = 4096;

/// The next id of a run.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    id: Vec<u8>,
    offset: u64,
    run: usize,
}

/// Calls `visit` with the ids of all runs in order, with the offsets of their documents.
pub(super) fn merge(
    file: &FileReader,
    runs: &[Range<u64>],
    cancel: &Cancel,
    visit: &mut dyn FnMut(&[u8], u64) -> Result<()>,
) -> Result<()> {
    let mut readers: Vec<_> = runs.iter().map(|range| RunReader::new(file, range.clone())).collect();
    let mut heads = BinaryHeap::new();
    for (run, reader) in readers.iter_mut().enumerate() {
        let mut id = Vec::new();
        heads.extend(reader.next(&mut id)?.map(|offset| Reverse(Head { id, offset, run })));
    }
    let mut count = 0_u64;
    while let Some(mut head) = heads.peek_mut() {
        if count.is_multiple_of(CHECK_INTERVAL) {
            cancel.check()?;
        }
        count += 1;
        visit(&head.0.id, head.0.offset)?;
        let Head { id, offset, run } = &mut head.0;
        let next = readers.get_mut(*run).map_or(Ok(None), |reader| reader.next(id))?;
        match next {
            Some(next) => *offset = next,
            None => drop(PeekMut::pop(head)),
        }
    }
    Ok(())
}
