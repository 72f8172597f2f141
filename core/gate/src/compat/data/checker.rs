//! The check of one table, made ready.

use super::engine::Engine;
use super::widen::widened;
use super::{Format, Limits, TableCheck, TableData, TablePart};
use crate::schema::Validator;

/// Hears the id of every document that has one, and the offset where the document starts.
pub(crate) type IdSink<'a> = Option<&'a mut dyn FnMut(&[u8], u64)>;

/// The check of one table's documents, ready for any of its lines, on any thread.
#[derive(Debug)]
pub struct TableChecker<'a> {
    pub(super) check: TableCheck<'a>,
    /// Absent where the documents must be recovered before they are checked.
    pub(super) engine: Option<Engine>,
    pub(super) counts_ids: bool,
    /// Whether documents that take too much memory are findings, where they are not simply accepted.
    pub(super) bounded: bool,
    fingerprint: String,
}

impl<'a> TableChecker<'a> {
    /// Compiles a check.
    #[must_use]
    pub fn new(check: TableCheck<'a>) -> Self {
        let engine = match check.format {
            Format::Plain(encoding) => Some(Engine::new(check.validator, check.tables, *encoding)),
            Format::Legacy(_) => None,
        };
        let (counts_ids, fingerprint) = (check.names_unnumbered(), check.fingerprint());
        Self { check, engine, counts_ids, bounded: true, fingerprint }
    }

    /// The same check by the plain validator alone, which is slow, takes any memory, and is right by definition.
    #[must_use]
    pub fn plain(check: TableCheck<'a>) -> Self {
        Self { engine: None, bounded: false, ..Self::new(check) }
    }

    /// How much is kept.
    pub fn limits(&self) -> Limits {
        self.check.limits
    }

    /// A part that holds no lines yet.
    #[must_use]
    pub fn part(&self) -> TablePart {
        self.check.part_of(&self.fingerprint)
    }

    /// The validator of the documents, widened so that it accepts all that a part holds; `None` where it does already.
    #[must_use]
    pub fn widened(&self, part: &TablePart) -> Option<Validator> {
        let validator = self.check.validator.filter(|_| part.refused > 0)?;
        Some(widened(validator, &part.seen, true))
    }

    /// The data of the table, from a part that holds the whole file, which has so many bytes.
    #[must_use]
    pub fn finish(&self, part: TablePart, bytes: u64) -> TableData {
        part.finish_against(self.check.validator, bytes)
    }
}
