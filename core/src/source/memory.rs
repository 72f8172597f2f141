//! Documents that the caller has in memory.

use std::io::Read;

use super::input::DataSource;
use crate::compat::data::Limits;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{Container, File, Files, TableFiles};
use crate::value::limits::is_identifier;

/// What an export says of documents that are written in export JSON.
const EXPORT_JSON: &str = "\"uniform\"";

/// The documents of one table.
#[derive(Clone, Debug, Default)]
pub struct TableText {
    /// The path of the component; empty for the root.
    pub component: String,
    /// The name of the table. `_tables` may be given too, since it tells which table has which number.
    pub table: String,
    /// The documents: export JSON, one a line.
    pub documents: String,
    /// Where they start in their file, where they are a shard of one: how many bytes come before them.
    pub start: u64,
    /// How many bytes the file has, where they are a shard of one.
    pub file_bytes: Option<u64>,
}

/// Documents in memory, as an export has them.
///
/// # Errors
/// `InvalidInput` where a name cannot be a table's, a table comes twice, or a shard does not end with a line of its file.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use convex_ops::source::{TableText, check_data, data_in_memory};
///
/// let documents = "{\"age\": 1}\n{\"age\": 1.0}".to_owned();
/// let mut data = data_in_memory(vec![TableText { table: "users".to_owned(), documents, ..TableText::default() }])?;
/// let found = check_data(&mut data, &BTreeMap::new(), &mut |_| Ok(()))?;
/// assert_eq!(found.table("", "users").unwrap().documents, 2);
/// # Ok::<(), convex_ops::Error>(())
/// ```
pub fn data_in_memory(tables: Vec<TableText>) -> Result<DataSource> {
    let mut texts = vec![EXPORT_JSON.to_owned()];
    let mut files = Files::default();
    let generated_schema = File { name: "memory".to_owned(), index: 0, bytes: None, start: 0 };
    for text in tables {
        if !is_identifier(&text.table) {
            return Err(Error::invalid_input(format!("`{}` cannot name a table", text.table.escape_debug())));
        }
        let name = text.name();
        let bytes = text.file_bytes().map_err(|error| error.in_file(&name))?;
        let TableText { component, table, documents, start, .. } = text;
        let file = File { name: name.clone(), index: texts.len(), bytes: Some(bytes), start };
        texts.push(documents);
        let parts = TableFiles {
            documents: Some(file),
            generated_schema: Some(generated_schema.clone()),
            ..TableFiles::default()
        };
        if files.components.entry(component).or_default().insert(table.into(), parts).is_some() {
            return Err(Error::invalid_input(format!("the documents of `{name}` are given twice")));
        }
    }
    Ok(DataSource {
        container: Box::new(Texts(texts)),
        files,
        alone: None,
        name: "memory".to_owned(),
        limits: Limits::default(),
        threads: None,
        sorting: None,
    })
}

impl TableText {
    /// How people are told of it.
    fn name(&self) -> String {
        if self.component.is_empty() { self.table.clone() } else { format!("{}/{}", self.component, self.table) }
    }

    /// How long the file is that the documents are of.
    fn file_bytes(&self) -> Result<u64> {
        let len = self.documents.len() as u64;
        let bytes = match self.file_bytes {
            None if self.start == 0 => return Ok(len),
            None => {
                let error = Error::invalid_input("nothing says how long the file of the shard is");
                return Err(error.help("give the length of the whole file with every shard of it"));
            }
            Some(bytes) => bytes,
        };
        match self.start.checked_add(len) {
            Some(end) if end == bytes || end < bytes && (len == 0 || self.documents.ends_with('\n')) => Ok(bytes),
            Some(end) if end < bytes => {
                let error = Error::invalid_input(format!("the shard ends within a line, at byte {end} of its file"));
                Err(error.help("cut a file into shards right after line feeds"))
            }
            _ => {
                let message = format!(
                    "a shard of {len} bytes that starts at byte {} is longer than its file of {bytes}",
                    self.start
                );
                Err(Error::invalid_input(message)
                    .help("give offset and length of the file in bytes, not in characters"))
            }
        }
    }
}

/// The texts, by the index of their file.
struct Texts(Vec<String>);

impl Container for Texts {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let text = self.0.get(file.index);
        let text = text.ok_or_else(|| Error::new(ErrorKind::Internal, "a file that memory does not hold"))?;
        Ok(Box::new(text.as_bytes()))
    }
}
