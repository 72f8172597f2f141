//! Holding the documents of one table to a schema.

use std::sync::LazyLock;

use crate::compat::data::{Format, Limits, TableCheck, TableChecker};
use crate::error::Result;
use crate::schema::{Validator, complaint};
use crate::value::{Encoding, Tables, Value, decode};

/// How documents are stored.
static STORED: LazyLock<Format> = LazyLock::new(|| Format::Plain(Encoding::Export));

/// Holds documents of one table, as they are stored, to a validator.
pub(in crate::embedded) struct Enforcer<'a> {
    validator: &'a Validator,
    tables: &'a Tables,
    checker: TableChecker<'a>,
}

impl<'a> Enforcer<'a> {
    /// Compiles a validator, for documents in a component with these tables.
    pub(in crate::embedded) fn new(validator: &'a Validator, tables: &'a Tables) -> Self {
        // What is wrong is found again, and told in Convex's words.
        let limits = Limits { groups: 0, samples: 0 };
        let checker = TableChecker::new(TableCheck { validator: Some(validator), tables, format: &STORED, limits });
        Self { validator, tables, checker }
    }

    /// Whether every one of these lines is a document that matches.
    pub(in crate::embedded) fn accepts_all(&self, lines: &[u8]) -> Result<bool> {
        let mut part = self.checker.part();
        self.checker.check(lines, 0, &mut part)?;
        let found = part.finish(lines.len() as u64);
        Ok(found.refused == 0 && found.bad_lines.count == 0)
    }

    /// What Convex says of a document that doesn't match; `None` where it does.
    pub(in crate::embedded) fn complaint(&self, document: &str) -> Result<Option<String>> {
        let mut value = decode(document, Encoding::Export)?;
        if let Value::Object(fields) = &mut value {
            fields.retain(|name, _| !name.starts_with('_'));
        }
        Ok(complaint(self.validator, &value, self.tables))
    }
}
