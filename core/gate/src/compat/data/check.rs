//! Parameters for checking a table's documents.

use sha2::{Digest as _, Sha256};

use super::{DataLimits, DocumentFormat, TablePart};
use crate::schema::Validator;
use crate::value::Tables;

/// Parameters for checking the documents of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableCheck<'a> {
    /// Validator of the documents; `None` if the schema doesn't contain the table, whose documents are then only
    /// counted.
    pub validator: Option<&'a Validator>,
    /// Numbers of the component's tables.
    pub tables: &'a Tables,
    /// DocumentFormat of the documents.
    pub format: &'a DocumentFormat,
    /// Limits on kept samples.
    pub limits: DataLimits,
}

impl TableCheck<'_> {
    /// Creates a part without lines.
    pub fn part(&self) -> TablePart {
        self.part_of(&self.fingerprint())
    }

    pub(super) fn part_of(&self, fingerprint: &str) -> TablePart {
        TablePart::new(fingerprint, self.validator.is_some(), self.limits)
    }

    /// Checks if the validator names tables without known numbers.
    pub(super) fn names_unnumbered(&self) -> bool {
        let mut names = self.validator.into_iter().flat_map(Validator::tables);
        names.any(|name| self.tables.number(name).is_none())
    }

    /// Identifies this check: only parts with the same fingerprint can be merged.
    pub(super) fn fingerprint(&self) -> String {
        fingerprint(self.format.name(), self.tables, self.validator)
    }
}

/// Identifies a check by format, validator and table numbers.
pub(super) fn fingerprint(format: &str, tables: &Tables, validator: Option<&Validator>) -> String {
    let mut bytes = format!("{format} {}", tables.digest()).into_bytes();
    if let Some(validator) = validator {
        validator.write(&mut bytes);
    }
    checksum(&bytes)
}

/// Computes a checksum of bytes.
pub(super) fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
