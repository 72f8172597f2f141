//! Ids that several documents of a table have, wherever these stand. All ids are sorted, so that equal ones come together:
//! in memory while they are few, else in runs on disk, which are merged as many at a time as there is memory for. All
//! tables share that memory and those runs, however many tables there are: an id is sorted behind the number of its table.

mod batch;
mod merge;
mod runs;

#[cfg(test)]
mod tests;

pub(super) use batch::Batch;

use crate::cancel::Cancel;
use crate::error::Result;
use crate::export::TempFolder;
use merge::merge;
use runs::Runs;

/// How many bytes of ids are held.
const BATCH_LEN: usize = 1 << 20;

/// How many runs are read at once.
const FAN_IN: usize = 256;

/// Hears of a document that has the id of an earlier one: the number of its table, the id, and the offsets where the first
/// of them and this one start.
pub(super) type Hear<'a> = &'a mut dyn FnMut(u32, &[u8], u64, u64);

/// Where ids are sorted, and what stops it.
#[derive(Clone)]
pub(super) struct Sorting {
    pub(super) folder: TempFolder,
    pub(super) cancel: Cancel,
}

/// Finds the ids that several documents of one of some tables have.
pub(super) struct Repeats {
    sorting: Sorting,
    batch_len: usize,
    batch: Batch,
    runs: Option<Runs>,
}

impl Repeats {
    pub(super) fn new(sorting: &Sorting) -> Self {
        Self { sorting: sorting.clone(), batch_len: BATCH_LEN, batch: Batch::default(), runs: None }
    }

    /// Takes the ids of some documents of a table.
    ///
    /// # Errors
    /// `Io` and the like, with the folder, where a temporary file can't be written; `Cancelled`.
    pub(super) fn add(&mut self, table: u32, ids: &Batch) -> Result<()> {
        for (id, offset) in ids.iter() {
            if self.batch.len() >= self.batch_len {
                self.spill()?;
            }
            self.batch.push_of(table, id, offset);
        }
        Ok(())
    }

    /// Writes the ids that are held as a run.
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

    /// Tells of every document that has the id of an earlier one, by table and id.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub(super) fn finish(mut self, hear: Hear<'_>) -> Result<()> {
        let mut equals = Equals { key: Vec::new(), first: None, hear };
        if self.runs.is_none() {
            self.sorting.cancel.check()?;
            self.batch.sort();
            self.batch.iter().for_each(|(key, offset)| equals.next(key, offset));
            return Ok(());
        }
        self.spill()?;
        // The memory is for the merge now.
        self.batch = Batch::default();
        let Some(mut runs) = self.runs else { return Ok(()) };
        while runs.len() > FAN_IN {
            let many = runs.sorted()?;
            runs = Runs::new(&self.sorting.folder)?;
            for some in many.ranges.chunks(FAN_IN) {
                merge(&many.file, some, &self.sorting.cancel, &mut |id, offset| runs.push(id, offset))?;
                runs.end_run();
            }
        }
        let runs = runs.sorted()?;
        merge(&runs.file, &runs.ranges, &self.sorting.cancel, &mut |key, offset| {
            equals.next(key, offset);
            Ok(())
        })
    }
}

/// Equal ids, in a row of sorted ones.
struct Equals<'a> {
    /// The number of the table, and the id.
    key: Vec<u8>,
    /// Where the first document with the id starts.
    first: Option<u64>,
    hear: Hear<'a>,
}

impl Equals<'_> {
    fn next(&mut self, key: &[u8], offset: u64) {
        match (self.first, key.split_first_chunk()) {
            (Some(first), Some((table, id))) if self.key == key => {
                (self.hear)(u32::from_be_bytes(*table), id, first, offset);
            }
            _ => {
                self.key.clear();
                self.key.extend_from_slice(key);
                self.first = Some(offset);
            }
        }
    }
}
