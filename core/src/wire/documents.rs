//! Where stored documents are, and opening them.

use serde::Deserialize;

use super::DataReading;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::source::{DataSource, TableText, data_in_memory};

/// Where stored documents are.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DocumentsInput {
    /// The path of an export: a zip, a folder of the same layout, or one `<table>/documents.jsonl`.
    Path(String),
    /// The documents themselves, by table.
    Tables(Vec<TableDocuments>),
}

/// The documents of one table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableDocuments {
    /// The path of the component; empty, or absent, for the root.
    #[serde(default)]
    pub component: String,
    /// The name of the table. `_tables` may be given too, since it tells which table has which number.
    pub table: String,
    /// The documents as an export has them: export JSON, one a line.
    pub documents: String,
    /// Where they start in their file, where they are a shard of one: how many bytes come before them.
    #[serde(default)]
    pub start: u64,
    /// How many bytes the file has, where they are a shard of one.
    #[serde(default)]
    pub file_bytes: Option<u64>,
}

impl DocumentsInput {
    /// Opens the documents.
    ///
    /// # Errors
    /// As [`open_data`](crate::source::open_data) and [`data_in_memory`]; `Unsupported` where this build reads no files.
    pub(super) fn open(&self, reading: &DataReading, cancel: &Cancel) -> Result<DataSource> {
        match self {
            Self::Path(path) => open(path, reading, cancel),
            Self::Tables(tables) => data_in_memory(tables.iter().cloned().map(TableText::from).collect()),
        }
    }
}

impl From<TableDocuments> for TableText {
    fn from(TableDocuments { component, table, documents, start, file_bytes }: TableDocuments) -> Self {
        Self { component, table, documents, start, file_bytes }
    }
}

#[cfg(feature = "source")]
fn open(path: &str, reading: &DataReading, cancel: &Cancel) -> Result<DataSource> {
    // To the command `-` is standard input, which is not a library's to read.
    let path = if path == "-" { "./-" } else { path };
    crate::source::open_data(path, &reading.options(cancel))
}

#[cfg(not(feature = "source"))]
fn open(_path: &str, _reading: &DataReading, _cancel: &Cancel) -> Result<DataSource> {
    use crate::error::{Error, ErrorKind};

    let error = Error::new(ErrorKind::Unsupported, "this build reads no files");
    Err(error.at_path(".data.path").help("give the documents themselves as `tables`"))
}
