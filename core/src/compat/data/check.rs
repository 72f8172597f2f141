//! What it takes to check a table's documents.

use std::io::Read;

use sha2::{Digest as _, Sha256};

use super::blocks::{Block, Blocks};
use super::{Format, TableChecker, TableData, TablePart};
use crate::error::Result;
use crate::schema::Validator;
use crate::value::Tables;

/// How much of what is wrong is kept. Counts are exact in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// How many groups of violations are kept for each table: those that come first.
    pub groups: usize,
    /// How many samples are kept in each group: those of the smallest document ids.
    pub samples: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { groups: 200, samples: 5 }
    }
}

/// What it takes to check the documents of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableCheck<'a> {
    /// What a document must be; `None` where the schema doesn't know the table, whose documents are then counted.
    pub validator: Option<&'a Validator>,
    /// The numbers of the component's tables.
    pub tables: &'a Tables,
    /// How the documents are written.
    pub format: &'a Format,
    /// How much is kept.
    pub limits: Limits,
}

impl TableCheck<'_> {
    /// Checks every document of a stream of JSON Lines, which is read in large pieces. `tick` hears after each piece,
    /// and at the end, how many bytes and documents have been read; the error that it returns ends the check.
    ///
    /// # Errors
    /// `InvalidInput` where the stream is damaged; `Io` where it can't be read; what `tick` returns.
    ///
    /// ```
    /// use convex_ops::compat::data::{Format, Limits, TableCheck};
    /// use convex_ops::schema::Validator;
    /// use convex_ops::value::{Encoding, Tables};
    ///
    /// let validator = Validator::parse(r#"{"type": "record", "keys": {"type": "string"},
    ///     "values": {"fieldType": {"type": "number"}, "optional": false}}"#)?;
    /// let check = TableCheck {
    ///     validator: Some(&validator),
    ///     tables: &Tables::default(),
    ///     format: &Format::Plain(Encoding::Export),
    ///     limits: Limits::default(),
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

    /// A part that holds no lines yet.
    pub(crate) fn part(&self) -> TablePart {
        self.part_of(&self.fingerprint())
    }

    pub(super) fn part_of(&self, fingerprint: &str) -> TablePart {
        TablePart::new(fingerprint, self.validator.is_some(), self.limits)
    }

    /// Whether the validator names tables whose numbers are not known.
    pub(super) fn names_unnumbered(&self) -> bool {
        let mut names = self.validator.into_iter().flat_map(Validator::tables);
        names.any(|name| self.tables.number(name).is_none())
    }

    /// What tells this check from others, as far as their parts must not be merged.
    pub(super) fn fingerprint(&self) -> String {
        fingerprint(self.format.name(), self.tables, self.validator)
    }
}

/// What tells a check from others: of documents in a format, against a validator, with these numbers of tables.
pub(super) fn fingerprint(format: &str, tables: &Tables, validator: Option<&Validator>) -> String {
    let mut bytes = format!("{format} {tables:?}").into_bytes();
    if let Some(validator) = validator {
        validator.write(&mut bytes);
    }
    checksum(&bytes)
}

/// Tells bytes from others.
pub(super) fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
