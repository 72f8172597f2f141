//! What it takes to check a table's documents.

use sha2::{Digest as _, Sha256};

use super::{Format, Limits, TablePart};
use crate::schema::Validator;
use crate::value::Tables;

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
    /// A part that holds no lines yet.
    pub fn part(&self) -> TablePart {
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
