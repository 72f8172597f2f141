//! A table of an imported file: rows, and contents of stored files.

use std::collections::BTreeSet;
use std::io::Read;

use super::invalid::{in_file, invalid_value};
use super::rows::Rows;
use crate::archive::{self, Archive, Container};
use crate::embedded::refusals::bad_request;
use crate::embedded::workers::wording::in_component;
use crate::error::Result;
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Name, Value};

/// Rows of one table.
pub(in crate::embedded::workers::imports) struct Source<'a> {
    pub(in crate::embedded::workers::imports) component: String,
    pub(in crate::embedded::workers::imports) name: Name,
    pub(in crate::embedded::workers::imports) rows: Rows<'a>,
    /// Contents of stored files, if the rows are their metadata.
    pub(in crate::embedded::workers::imports) stored: Option<StoredFiles<'a>>,
}

/// Contents of stored files.
#[derive(Clone, Copy)]
pub(in crate::embedded::workers::imports) struct StoredFiles<'a> {
    pub(super) archive: &'a Archive,
    pub(super) files: &'a [(DocumentId, archive::File)],
}

impl<'a> StoredFiles<'a> {
    /// The ids of the files, each with where its content is.
    pub(in crate::embedded::workers::imports) fn iter(&self) -> impl Iterator<Item = (DocumentId, &'a archive::File)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }

    /// Reads one.
    pub(in crate::embedded::workers::imports) fn open(
        &self,
        file: &archive::File,
    ) -> Result<Box<dyn Read + Send + 'a>> {
        self.archive.open(file).map_err(|error| in_file(&file.name, &error))
    }
}

impl Source<'_> {
    /// Returns the tables and numbers that `_tables` lists.
    ///
    /// # Errors
    /// `InvalidInput` if a row is invalid or a table is listed twice.
    pub(in crate::embedded::workers::imports) fn listed_tables(&self) -> Result<Vec<(Name, u32)>> {
        let (mut listed, mut seen) = (Vec::new(), BTreeSet::new());
        self.rows.each(&mut |number, row| {
            let fields = row.fields(number)?;
            let name = fields.get("name").and_then(Value::as_str);
            let name = name.ok_or_else(|| invalid_value(number, "table requires name"))?;
            if !is_identifier(name) {
                return Err(bad_request("InvalidName", format!("\"{name}\" isn't a valid table name")));
            }
            let id = fields.get("id").and_then(table_number);
            let id = id.ok_or_else(|| invalid_value(number, "table requires id"))?;
            if !seen.insert(name.to_owned()) {
                let place = in_component(&self.component);
                let message = format!("`_tables` contains duplicate entries for `{name}`{place}");
                return Err(bad_request("DuplicateTableName", message));
            }
            listed.push((name.into(), id));
            Ok(true)
        })?;
        Ok(listed)
    }
}

fn table_number(value: &Value) -> Option<u32> {
    let number = match value {
        Value::Int64(number) => u32::try_from(*number).ok()?,
        Value::Float64(number) if (0.0..=f64::from(u32::MAX)).contains(number) => *number as u32,
        _ => return None,
    };
    (number != 0).then_some(number)
}
