//! Without files there is nowhere to sort ids, and nobody can ask for it.

use crate::error::Result;

/// Nowhere.
#[derive(Clone)]
pub(super) enum Sorting {}

/// Nothing is sorted, and none is ever made. That it could be spares whoever would use it from knowing.
pub(super) struct Repeats {}

/// Is told of each repeat.
type Hear<'a> = &'a mut dyn FnMut(u32, &[u8], u64, u64);

/// Ids that are not kept.
#[derive(Default)]
pub(super) struct Batch {}

impl Batch {
    pub(super) fn push(&mut self, _id: &[u8], _offset: u64) {}

    pub(super) fn len(&self) -> usize {
        0
    }

    pub(super) fn clear(&mut self) {}
}

impl Repeats {
    pub(super) fn new(sorting: &Sorting) -> Self {
        match *sorting {}
    }

    pub(super) fn add(&mut self, _table: u32, _ids: &Batch) -> Result<()> {
        Ok(())
    }

    pub(super) fn finish(self, _hear: Hear<'_>) -> Result<()> {
        Ok(())
    }
}
