//! Stand-in for builds without files, in which ids cannot be sorted.

use crate::error::Result;

/// Never constructed.
#[derive(Clone)]
pub(super) enum Sorting {}

/// Never constructed; it lets callers compile unchanged.
pub(super) struct DuplicateFinder {}

/// Called for each duplicate.
type OnDuplicate<'a> = &'a mut dyn FnMut(u32, &[u8], u64, u64);

/// A batch that drops its ids.
#[derive(Default)]
pub(super) struct Batch {}

impl Batch {
    pub(super) fn push(&mut self, _id: &[u8], _offset: u64) {}

    pub(super) fn len(&self) -> usize {
        0
    }

    pub(super) fn clear(&mut self) {}
}

impl DuplicateFinder {
    pub(super) fn new(sorting: &Sorting) -> Self {
        match *sorting {}
    }

    pub(super) fn add(&mut self, _table: u32, _ids: &Batch) -> Result<()> {
        Ok(())
    }

    pub(super) fn finish(self, _visit: OnDuplicate<'_>) -> Result<()> {
        Ok(())
    }
}
