//! Documents in memory.

use std::io::Read;

use super::input::DataSource;
use crate::archive::{Container, File, Files, TableFiles, first_line};
use crate::compat::data::DataLimits;
use crate::error::{Error, ErrorKind, Result};
use crate::value::limits::is_identifier;

/// The generated schema of documents in export encoding.
const EXPORT_JSON: &str = "\"uniform\"";

/// The documents of one table.
#[derive(Clone, Debug, Default)]
pub struct TableText {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table. `_tables` is allowed too: it maps tables to their numbers.
    pub table: String,
    /// The documents: JSON Lines in export encoding.
    pub documents: Vec<u8>,
    /// For a shard of a file: byte offset of the documents in the file.
    pub start: u64,
    /// For a shard of a file: size of the file in bytes.
    pub file_bytes: Option<u64>,
    /// For a shard of a file: the file's first line, whose id contains the number of the table if `_tables` is missing.
    /// Defaults to the first line of `documents`.
    pub first_line: Option<String>,
    /// Content of the export's `generated_schema.jsonl` for the table, which defines the format of the documents. Defaults
    /// to export encoding; empty if the export lacks it, so that the documents are read like Convex's import does.
    pub generated_schema: Option<String>,
}

/// Opens documents in memory, in the form of an export.
///
/// # Errors
/// `InvalidInput` if a table name is invalid, a table occurs twice, or a shard does not end at the end of a line.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use convex_ops::source::{TableText, check_data, data_in_memory};
///
/// let documents = b"{\"age\": 1}\n{\"age\": 1.0}".to_vec();
/// let mut data = data_in_memory(vec![TableText { table: "users".to_owned(), documents, ..TableText::default() }])?;
/// let found = check_data(&mut data, &BTreeMap::new(), &mut |_| Ok(()))?;
/// assert_eq!(found.table("", "users").unwrap().documents, 2);
/// # Ok::<(), convex_ops::Error>(())
/// ```
pub fn data_in_memory(tables: Vec<TableText>) -> Result<DataSource> {
    let mut texts = vec![Text::from(EXPORT_JSON.to_owned())];
    let mut files = Files::default();
    let uniform = File { name: "memory".to_owned(), index: 0, bytes: None, start: 0 };
    for text in tables {
        if !is_identifier(&text.table) {
            return Err(Error::invalid_input(format!("invalid table name `{}`", text.table.escape_debug())));
        }
        let name = text.name();
        let bytes = text.file_bytes().map_err(|error| error.in_file(&name))?;
        let TableText { component, table, documents, start, first_line, generated_schema, .. } = text;
        let file = File { name: name.clone(), index: texts.len(), bytes: Some(bytes), start };
        texts.push(Text { bytes: documents, first_line });
        let generated_schema = match generated_schema {
            None => Some(uniform.clone()),
            Some(text) if text.is_empty() => None,
            Some(text) => {
                let name = format!("{name}/generated_schema.jsonl");
                let file = File { name, index: texts.len(), bytes: None, start: 0 };
                texts.push(Text::from(text));
                Some(file)
            }
        };
        let parts = TableFiles { documents: Some(file), generated_schema, ..TableFiles::default() };
        if files.components.entry(component).or_default().insert(table.into(), parts).is_some() {
            return Err(Error::invalid_input(format!("duplicate documents of `{name}`")));
        }
    }
    Ok(DataSource {
        container: Box::new(Texts(texts)),
        files,
        alone: None,
        name: "memory".to_owned(),
        limits: DataLimits::default(),
        threads: None,
        sorting: None,
    })
}

impl TableText {
    /// Returns its name for errors.
    fn name(&self) -> String {
        if self.component.is_empty() { self.table.clone() } else { format!("{}/{}", self.component, self.table) }
    }

    /// Returns the length of the file that contains the documents.
    fn file_bytes(&self) -> Result<u64> {
        let len = self.documents.len() as u64;
        let bytes = match self.file_bytes {
            None if self.start == 0 => return Ok(len),
            None => {
                let error = Error::invalid_input("missing length of the shard's file");
                return Err(error.help("use `file_bytes` with every shard of a file"));
            }
            Some(bytes) => bytes,
        };
        match self.start.checked_add(len) {
            Some(end) if end == bytes || end < bytes && (len == 0 || self.documents.ends_with(b"\n")) => Ok(bytes),
            Some(end) if end < bytes => {
                let error = Error::invalid_input(format!("the shard ends inside a line, at byte {end} of its file"));
                Err(error.help("split files into shards after line feeds"))
            }
            _ => {
                let message = format!(
                    "a shard of {len} bytes that starts at byte {} is longer than its file of {bytes}",
                    self.start
                );
                Err(Error::invalid_input(message).help("use offset and length in bytes, not in characters"))
            }
        }
    }
}

/// A file in memory.
struct Text {
    bytes: Vec<u8>,
    /// The first line, if the bytes do not contain it.
    first_line: Option<String>,
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { bytes: text.into_bytes(), first_line: None }
    }
}

/// The texts, by the index of their file.
struct Texts(Vec<Text>);

impl Texts {
    fn get(&self, file: &File) -> Result<&Text> {
        self.0.get(file.index).ok_or_else(|| Error::new(ErrorKind::Internal, "unknown file in memory"))
    }
}

impl Container for Texts {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        Ok(Box::new(self.get(file)?.bytes.as_slice()))
    }

    fn first_line(&self, file: &File) -> Result<Option<String>> {
        let text = self.get(file)?;
        match &text.first_line {
            Some(line) => Ok(Some(line.clone())),
            None => first_line(text.bytes.as_slice()).map_err(|error| error.in_file(&file.name)),
        }
    }
}
