//! Compiled check of one table.

use super::engine::Engine;
use super::widen::widen_document;
use super::{DataLimits, DocumentFormat, TableCheck, TableData, TablePart};
use crate::schema::Validator;

/// Callback for the id of every document that has one, and the offset where the document starts.
pub(crate) type IdSink<'a> = Option<&'a mut dyn FnMut(&[u8], u64)>;

/// Compiled check of one table's documents, usable for any of its lines, on any thread.
#[derive(Debug)]
pub struct TableChecker<'a> {
    pub(super) check: TableCheck<'a>,
    /// The engine; `None` if documents must be recovered before they are checked.
    pub(super) engine: Option<Engine>,
    pub(super) counts_ids: bool,
    /// Reports documents that take too much memory, unless the engine accepts them.
    pub(super) bounded: bool,
    fingerprint: String,
}

impl<'a> TableChecker<'a> {
    /// Compiles a check.
    #[must_use]
    pub fn new(check: TableCheck<'a>) -> Self {
        let engine = match check.format {
            DocumentFormat::Plain(encoding) => Some(Engine::new(check.validator, check.tables, *encoding)),
            DocumentFormat::Legacy(_) => None,
        };
        let (counts_ids, fingerprint) = (check.names_unnumbered(), check.fingerprint());
        Self { check, engine, counts_ids, bounded: true, fingerprint }
    }

    /// Creates the same check with only the plain validator, which is slow, takes any amount of memory, and is correct
    /// by definition.
    #[must_use]
    pub fn plain(check: TableCheck<'a>) -> Self {
        Self { engine: None, bounded: false, ..Self::new(check) }
    }

    /// Returns the limits for kept violations.
    pub fn limits(&self) -> DataLimits {
        self.check.limits
    }

    /// Creates a part without lines.
    #[must_use]
    pub fn part(&self) -> TablePart {
        self.check.part_of(&self.fingerprint)
    }

    /// Returns the validator of the documents, widened to accept all documents of a part; `None` if it already does.
    #[must_use]
    pub fn widened_validator(&self, part: &TablePart) -> Option<Validator> {
        let validator = self.check.validator.filter(|_| part.refused > 0)?;
        Some(widen_document(validator, &part.seen, true))
    }

    /// Returns the data of the table, from a part that contains the whole file of `bytes` bytes.
    #[must_use]
    pub fn finish(&self, part: TablePart, bytes: u64) -> TableData {
        part.finish_against(self.check.validator, bytes)
    }
}
