//! Runs of sorted ids on disk.

use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read as _, Write as _};
use std::ops::Range;

use rawzip::{FileReader, RangeReader};

use crate::archive::{TempFile, TempFolder};
use crate::error::{Error, Result};

/// Runs of sorted ids, written one after the other into one file.
pub(super) struct Runs {
    file: BufWriter<TempFile>,
    len: u64,
    ranges: Vec<Range<u64>>,
}

/// Finished runs.
pub(super) struct SortedRuns {
    pub(super) file: FileReader,
    pub(super) ranges: Vec<Range<u64>>,
}

impl Runs {
    pub(super) fn new(folder: &TempFolder) -> Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(64 << 10, folder.file()?), len: 0, ranges: Vec::new() })
    }

    /// Returns the number of finished runs.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Adds the next id of the run.
    pub(super) fn push(&mut self, id: &[u8], offset: u64) -> Result<()> {
        // Batches limit ids to less than that.
        let len = u8::try_from(id.len()).unwrap_or(u8::MAX);
        let mut write = |bytes: &[u8]| self.file.write_all(bytes).map_err(|error| write_error(&error));
        write(&[len])?;
        write(id.get(..usize::from(len)).unwrap_or_default())?;
        write(&offset.to_le_bytes())?;
        self.len += 1 + u64::from(len) + 8;
        Ok(())
    }

    pub(super) fn end_run(&mut self) {
        let start = self.ranges.last().map_or(0, |range| range.end);
        self.ranges.push(start..self.len);
    }

    /// Finishes writing.
    pub(super) fn finish(self) -> Result<SortedRuns> {
        let file = self.file.into_inner().map_err(|error| write_error(error.error()))?;
        Ok(SortedRuns { file: file.into_inner().into(), ranges: self.ranges })
    }
}

fn write_error(error: &io::Error) -> Error {
    Error::io("cannot write a temporary file", error)
}

/// Reads the ids of a run.
pub(super) struct RunReader<'a>(BufReader<RangeReader<&'a FileReader>>);

impl<'a> RunReader<'a> {
    pub(super) fn new(file: &'a FileReader, range: Range<u64>) -> Self {
        Self(BufReader::with_capacity(8 << 10, RangeReader::new(file, range)))
    }

    /// Reads the next id into `id` and returns the offset of its document; `None` at the end.
    pub(super) fn next(&mut self, id: &mut Vec<u8>) -> Result<Option<u64>> {
        self.read(id).map_err(|error| Error::io("cannot read a temporary file", &error))
    }

    fn read(&mut self, id: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let Some(len) = self.first()? else { return Ok(None) };
        id.resize(usize::from(len), 0);
        self.0.read_exact(id)?;
        let mut offset = [0; 8];
        self.0.read_exact(&mut offset)?;
        Ok(Some(u64::from_le_bytes(offset)))
    }

    /// Reads the next byte; `None` at the end.
    fn first(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.0.fill_buf().map(|bytes| bytes.first().copied()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                first => {
                    self.0.consume(usize::from(matches!(first, Ok(Some(_)))));
                    return first;
                }
            }
        }
    }
}
