//! Finds duplicate ids anywhere in a table by sorting all ids: in memory if they fit, otherwise in sorted runs on disk that
//! are merged. All tables share the memory and the runs, because ids are prefixed by the number of their table.

mod batch;
mod merge;
mod runs;

#[cfg(test)]
mod tests;

pub(super) use batch::Batch;

use crate::archive::TempFolder;
use crate::cancel::Cancel;
use crate::error::Result;
use merge::merge;
use runs::Runs;

/// Maximum size of the ids in memory, in bytes.
const BATCH_LEN: usize = 1 << 20;

/// Maximum number of runs merged at once.
const FAN_IN: usize = 256;

/// Called for each document with the id of an earlier one: with the number of its table, the id, and the offsets of the
/// first document and of this one.
pub(super) type OnDuplicate<'a> = &'a mut dyn FnMut(u32, &[u8], u64, u64);

/// Folder and cancellation of the sort.
#[derive(Clone)]
pub(super) struct Sorting {
    pub(super) folder: TempFolder,
    pub(super) cancel: Cancel,
}

/// Finds ids that several documents of a table have.
pub(super) struct DuplicateFinder {
    sorting: Sorting,
    batch_len: usize,
    batch: Batch,
    runs: Option<Runs>,
}

impl DuplicateFinder {
    pub(super) fn new(sorting: &Sorting) -> Self {
        Self { sorting: sorting.clone(), batch_len: BATCH_LEN, batch: Batch::default(), runs: None }
    }

    /// Adds ids of a table.
    ///
    /// # Errors
    /// `NotFound`, `PermissionDenied` or `Io`, with the folder, if a temporary file cannot be written; `Cancelled` after a
    /// cancellation.
    pub(super) fn add(&mut self, table: u32, ids: &Batch) -> Result<()> {
        for (id, offset) in ids.iter() {
            if self.batch.len() >= self.batch_len {
                self.spill()?;
            }
            self.batch.push_of(table, id, offset);
        }
        Ok(())
    }

    /// Writes the ids in memory as a run.
    fn spill(&mut self) -> Result<()> {
        self.sorting.cancel.check()?;
        let runs = match &mut self.runs {
            Some(runs) => runs,
            none => none.insert(Runs::new(&self.sorting.folder)?),
        };
        self.batch.sort();
        self.batch.iter().try_for_each(|(id, offset)| runs.push(id, offset))?;
        runs.end_run();
        self.batch.clear();
        Ok(())
    }

    /// Calls `visit` for every document with the id of an earlier one, ordered by table and id.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub(super) fn finish(mut self, visit: OnDuplicate<'_>) -> Result<()> {
        let mut equals = Equals { key: Vec::new(), first: None, visit };
        if self.runs.is_none() {
            self.sorting.cancel.check()?;
            self.batch.sort();
            self.batch.iter().for_each(|(key, offset)| equals.next(key, offset));
            return Ok(());
        }
        self.spill()?;
        // Frees the memory for the merge.
        self.batch = Batch::default();
        let Some(mut runs) = self.runs else { return Ok(()) };
        while runs.len() > FAN_IN {
            let many = runs.finish()?;
            runs = Runs::new(&self.sorting.folder)?;
            for some in many.ranges.chunks(FAN_IN) {
                merge(&many.file, some, &self.sorting.cancel, &mut |id, offset| runs.push(id, offset))?;
                runs.end_run();
            }
        }
        let runs = runs.finish()?;
        merge(&runs.file, &runs.ranges, &self.sorting.cancel, &mut |key, offset| {
            equals.next(key, offset);
            Ok(())
        })
    }
}

/// Detects equal ids in a sorted sequence.
struct Equals<'a> {
    /// The number of the table and the id.
    key: Vec<u8>,
    /// Offset of the first document with the id.
    first: Option<u64>,
    visit: OnDuplicate<'a>,
}

impl Equals<'_> {
    fn next(&mut self, key: &[u8], offset: u64) {
        match (self.first, key.split_first_chunk()) {
            (Some(first), Some((table, id))) if self.key == key => {
                (self.visit)(u32::from_be_bytes(*table), id, first, offset);
            }
            _ => {
                self.key.clear();
                self.key.extend_from_slice(key);
                self.first = Some(offset);
            }
        }
    }
}
