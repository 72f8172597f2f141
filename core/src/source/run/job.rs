//! A table to be checked, and what was found in it.

use std::ops::Range;

use crate::compat::data::{DuplicateId, TableChecker, TablePart, TopN};
use crate::error::Result;
use crate::export::{Container, File};
use crate::source::shard::{self, Stream};
use crate::value::Name;

/// A table to be checked.
pub(in crate::source) struct Job<'a> {
    pub(in crate::source) component: &'a str,
    pub(in crate::source) table: &'a Name,
    pub(in crate::source) file: &'a File,
    /// Within which bytes of the file the lines start that are to be checked; all lines, where absent.
    pub(in crate::source) lines: Option<Range<u64>>,
    pub(in crate::source) checker: TableChecker<'a>,
}

impl Job<'_> {
    /// Opens what is to be checked.
    pub(super) fn open<'c>(&self, container: &'c dyn Container) -> Result<Stream<'c>> {
        match &self.lines {
            None => shard::whole(container, self.file),
            Some(lines) => shard::open(container, self.file, lines),
        }
    }
}

/// What was found in a table.
pub(in crate::source) struct Found {
    pub(in crate::source) part: TablePart,
    /// Where the last line ended.
    pub(in crate::source) bytes: u64,
    /// The documents that have the id of an earlier one, where ids were sorted.
    pub(in crate::source) duplicate_ids: Option<TopN<DuplicateId>>,
}
