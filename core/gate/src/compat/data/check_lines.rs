//! Checks of runs of lines.

use super::TablePart;
use super::blocks::Block;
use super::checker::{IdSink, TableChecker};
use super::run::Run;
use crate::error::Result;

impl TableChecker<'_> {
    /// Checks a run of lines that starts at an offset of the table's file. The offset must be the start of a line.
    ///
    /// # Errors
    /// `InvalidInput` if the part already contains some of these lines.
    ///
    /// ```
    /// use convex_ops::compat::data::{DocumentFormat, DataLimits, TableCheck, TableChecker};
    /// use convex_ops::schema::Validator;
    /// use convex_ops::value::{Encoding, Tables};
    ///
    /// let (validator, tables) = (Validator::parse(r#"{"type": "object", "value": {}}"#)?, Tables::default());
    /// let checker = TableChecker::new(TableCheck {
    ///     validator: Some(&validator),
    ///     tables: &tables,
    ///     format: &DocumentFormat::Plain(Encoding::Export),
    ///     limits: DataLimits::default(),
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

    /// Checks the documents of a block.
    ///
    /// # Errors
    /// Those of the block's lines.
    pub fn check_block<'s>(&'s self, block: &Block, part: &'s mut TablePart, ids: IdSink<'s>) -> Result<()> {
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
                Some(recogniser) => run.recognise(at, recogniser),
                None => run.line(at),
            };
        }
        run.finish()
    }
}
