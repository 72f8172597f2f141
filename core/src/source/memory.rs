//! Documents that the caller has in memory.

use std::io::Read;

use super::files::{Container, File, Files, TableFiles};
use super::input::DataSource;
use crate::compat::data::Limits;
use crate::error::{Error, ErrorKind, Result};
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
}

/// Documents in memory, as an export has them.
///
/// # Errors
/// `InvalidInput` where a name cannot be a table's, or a table comes twice.
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
    let generated_schema = File { name: "memory".to_owned(), index: 0, bytes: None };
    for TableText { component, table, documents } in tables {
        if !is_identifier(&table) {
            return Err(Error::invalid_input(format!("`{}` cannot name a table", table.escape_debug())));
        }
        let name = if component.is_empty() { table.clone() } else { format!("{component}/{table}") };
        let file = File { name: name.clone(), index: texts.len(), bytes: Some(documents.len() as u64) };
        texts.push(documents);
        let parts = TableFiles { documents: Some(file), generated_schema: Some(generated_schema.clone()) };
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

/// The texts, by the index of their file.
struct Texts(Vec<String>);

impl Container for Texts {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let text = self.0.get(file.index);
        let text = text.ok_or_else(|| Error::new(ErrorKind::Internal, "a file that memory does not hold"))?;
        Ok(Box::new(text.as_bytes()))
    }
}
