//! Validates the documents of one table.

use std::sync::LazyLock;

use crate::compat::data::{DataLimits, DocumentFormat, TableCheck, TableChecker};
use crate::error::Result;
use crate::schema::{Validator, complaint};
use crate::value::{Encoding, Tables, Value, decode};

/// Format of stored documents.
static STORED: LazyLock<DocumentFormat> = LazyLock::new(|| DocumentFormat::Plain(Encoding::Export));

/// Validates stored documents of one table.
pub(in crate::embedded) struct Enforcer<'a> {
    validator: &'a Validator,
    tables: &'a Tables,
    checker: TableChecker<'a>,
}

impl<'a> Enforcer<'a> {
    /// Compiles a validator for documents in a component with these tables.
    pub(in crate::embedded) fn new(validator: &'a Validator, tables: &'a Tables) -> Self {
        // Rejected documents are checked again for Convex's wording.
        let limits = DataLimits { groups: 0, samples: 0 };
        let checker = TableChecker::new(TableCheck { validator: Some(validator), tables, format: &STORED, limits });
        Self { validator, tables, checker }
    }

    /// Checks if every line is a document that matches.
    pub(in crate::embedded) fn accepts_all(&self, lines: &[u8]) -> Result<bool> {
        let mut part = self.checker.part();
        self.checker.check(lines, 0, &mut part)?;
        let found = part.finish(lines.len() as u64);
        Ok(found.refused == 0 && found.bad_lines.count == 0)
    }

    /// Returns Convex's error for a document; `None` if it matches.
    pub(in crate::embedded) fn complaint(&self, document: &str) -> Result<Option<String>> {
        let mut value = decode(document, Encoding::Export)?;
        if let Value::Object(fields) = &mut value {
            fields.retain(|name, _| !name.starts_with('_'));
        }
        Ok(complaint(self.validator, &value, self.tables))
    }
}
