//! Checking runs of lines.

use super::blocks::Block;
use super::engine::Engine;
use super::run::Run;
use super::widen::widened;
use super::{Format, Limits, TableCheck, TableData, TablePart};
use crate::error::Result;
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
    pub(crate) fn limits(&self) -> Limits {
        self.check.limits
    }

    /// A part that holds no lines yet.
    #[must_use]
    pub fn part(&self) -> TablePart {
        self.check.part_of(&self.fingerprint)
    }

    /// Checks a run of lines that starts at an offset of the table's file, which must be the start of a line.
    ///
    /// # Errors
    /// `InvalidInput` where the part has some of these lines already.
    ///
    /// ```
    /// use convex_ops::compat::data::{Format, Limits, TableCheck, TableChecker};
    /// use convex_ops::schema::Validator;
    /// use convex_ops::value::{Encoding, Tables};
    ///
    /// let (validator, tables) = (Validator::parse(r#"{"type": "object", "value": {}}"#)?, Tables::default());
    /// let checker = TableChecker::new(TableCheck {
    ///     validator: Some(&validator),
    ///     tables: &tables,
    ///     format: &Format::Plain(Encoding::Export),
    ///     limits: Limits::default(),
    /// });
    /// let (mut part, mut other) = (checker.part(), checker.part());
    /// checker.check(b"{\"a\": 1}\n", 3, &mut other)?;
    /// checker.check(b"{}\n", 0, &mut part)?;
    /// part.merge(other)?;
    /// let found = part.finish(12);
    /// assert_eq!((found.documents, found.refused, found.complete), (2, 1, true));
    /// assert_eq!(found.groups[0].samples[0].position.line, Some(2));
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    pub fn check(&self, lines: &[u8], start: u64, part: &mut TablePart) -> Result<()> {
        self.check_with_ids(lines, start, part, None)
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

    pub(crate) fn check_block<'s>(&'s self, block: &Block, part: &'s mut TablePart, ids: IdSink<'s>) -> Result<()> {
        match block.too_long {
            None => self.check_with_ids(&block.lines, block.start, part, ids),
            Some((len, ends)) => Run::new(self, b"", block.start, part, None).too_long(len, ends),
        }
    }

    fn check_with_ids<'s>(&'s self, lines: &[u8], start: u64, part: &'s mut TablePart, ids: IdSink<'s>) -> Result<()> {
        let mut run = Run::new(self, lines, start, part, ids);
        let mut recogniser = self.engine.as_ref().map(|engine| engine.read(lines));
        let mut at = 0;
        while at < lines.len() {
            at = match &mut recogniser {
                Some(recogniser) => run.recognised(at, recogniser),
                None => run.line(at),
            };
        }
        run.finish()
    }
}
