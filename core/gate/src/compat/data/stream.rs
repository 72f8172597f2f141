//! Check of a whole stream of documents.

use std::io::Read;

use super::blocks::{Block, Blocks};
use super::{TableCheck, TableChecker, TableData};
use crate::error::Result;

impl TableCheck<'_> {
    /// Checks every document of a stream of JSON Lines, which is read in large pieces. Calls `tick` after each piece,
    /// and at the end, with the number of bytes and documents read so far; an error from it ends the check.
    ///
    /// # Errors
    /// `InvalidInput` if the stream is damaged; `Io` if it can't be read; errors of `tick`.
    ///
    /// ```
    /// use convex_ops::compat::data::{DocumentFormat, DataLimits, TableCheck};
    /// use convex_ops::schema::Validator;
    /// use convex_ops::value::{Encoding, Tables};
    ///
    /// let validator = Validator::parse(r#"{"type": "record", "keys": {"type": "string"},
    ///     "values": {"fieldType": {"type": "number"}, "optional": false}}"#)?;
    /// let check = TableCheck {
    ///     validator: Some(&validator),
    ///     tables: &Tables::default(),
    ///     format: &DocumentFormat::Plain(Encoding::Export),
    ///     limits: DataLimits::default(),
    /// };
    /// let found = check.run(&b"{\"score\": 1.0}\n{\"score\": 1}\n"[..], &mut |_, _| Ok(()))?;
    /// assert_eq!((found.documents, found.refused), (2, 1));
    /// assert_eq!(found.groups[0].path, ".*");
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    pub fn run(&self, documents: impl Read, tick: &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<TableData> {
        let checker = TableChecker::new(*self);
        let mut part = checker.part();
        let mut blocks = Blocks::new(documents);
        let mut block = Block::default();
        while blocks.next(&mut block, &mut || {})? {
            checker.check_block(&block, &mut part, None)?;
            tick(blocks.bytes(), part.documents())?;
        }
        tick(blocks.bytes(), part.documents())?;
        Ok(checker.finish(part, blocks.bytes()))
    }
}
