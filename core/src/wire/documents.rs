//! Sources of stored documents.

use serde::Deserialize;

use super::DataReading;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::source::{DataSource, TableText, data_in_memory};

/// The source of stored documents.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DocumentsInput {
    /// The path of an export: a zip, a folder of the same layout, or one `<table>/documents.jsonl`.
    Path(String),
    /// The documents, by table.
    Tables(Vec<TableDocuments>),
}

/// The documents of one table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableDocuments {
    /// The path of the component. Defaults to the root, which is empty.
    #[serde(default)]
    pub component: String,
    /// The name of the table. `_tables` is allowed too: it maps tables to their numbers.
    pub table: String,
    /// The documents as in an export: JSON Lines in export encoding.
    pub documents: String,
    /// For a shard of a file: the byte offset of the documents in the file.
    #[serde(default)]
    pub start: u64,
    /// For a shard of a file: the size of the file in bytes.
    #[serde(default)]
    pub file_bytes: Option<u64>,
    /// For a shard of a file: the file's first line, whose id contains the number of the table if `_tables` is missing.
    #[serde(default)]
    pub first_line: Option<String>,
    /// The export's `generated_schema.jsonl` of the table. Defaults to `"uniform"`, which means export encoding. An empty
    /// string if the export lacks it: every plain number is then read as a float64, as Convex's import does.
    #[serde(default)]
    pub generated_schema: Option<String>,
}

impl DocumentsInput {
    /// Opens the documents.
    ///
    /// # Errors
    /// As [`open_data`](crate::source::open_data) and [`data_in_memory`]; `Unsupported` if this build cannot read files.
    pub(super) fn open(&self, reading: &DataReading, cancel: &Cancel) -> Result<DataSource> {
        match self {
            Self::Path(path) => open(path, reading, cancel),
            Self::Tables(tables) => data_in_memory(texts(tables)),
        }
    }
}

/// Returns the documents of tables as texts.
pub(super) fn texts(tables: &[TableDocuments]) -> Vec<TableText> {
    tables.iter().cloned().map(TableText::from).collect()
}

impl From<TableDocuments> for TableText {
    fn from(documents: TableDocuments) -> Self {
        let TableDocuments { component, table, documents, start, file_bytes, first_line, generated_schema } = documents;
        let documents = documents.into_bytes();
        Self { component, table, documents, start, file_bytes, first_line, generated_schema }
    }
}

#[cfg(feature = "source")]
fn open(path: &str, reading: &DataReading, cancel: &Cancel) -> Result<DataSource> {
    // The command reads standard input for `-`; a library must not.
    let path = if path == "-" { "./-" } else { path };
    crate::source::open_data(path, &reading.options(cancel))
}

#[cfg(not(feature = "source"))]
fn open(_path: &str, _reading: &DataReading, _cancel: &Cancel) -> Result<DataSource> {
    use crate::error::{Error, ErrorKind};

    let error = Error::new(ErrorKind::Unsupported, "this build cannot read files");
    Err(error.at_path(".data.path").help("use `tables` with the documents"))
}
