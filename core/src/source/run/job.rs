//! The check of a table and its result.

use std::ops::Range;

use crate::archive::{Container, File};
use crate::compat::data::{DuplicateId, TableChecker, TablePart, TopN};
use crate::error::Result;
use crate::source::shard::{self, Stream};
use crate::value::Name;

/// A table to check.
pub(in crate::source) struct Job<'a> {
    pub(in crate::source) component: &'a str,
    pub(in crate::source) table: &'a Name,
    pub(in crate::source) file: &'a File,
    /// Byte range in which the lines to check start; all lines if absent.
    pub(in crate::source) lines: Option<Range<u64>>,
    pub(in crate::source) checker: TableChecker<'a>,
}

impl Job<'_> {
    /// Opens the lines to check.
    pub(super) fn open<'c>(&self, container: &'c dyn Container) -> Result<Stream<'c>> {
        match &self.lines {
            None => shard::open_all(container, self.file),
            Some(lines) => shard::open(container, self.file, lines),
        }
    }
}

/// The result of a table.
pub(in crate::source) struct TableResult {
    pub(in crate::source) part: TablePart,
    /// Offset of the end of the last line.
    pub(in crate::source) bytes: u64,
    /// Documents with the id of an earlier one, if ids were sorted.
    pub(in crate::source) duplicate_ids: Option<TopN<DuplicateId>>,
}
