//! What there is to check, before any document is read.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use super::files::{File, TableFiles};
use super::input::DataSource;
use super::numbers::Numbers;
use crate::compat::data::{ComponentData, DataEvidence, Format, TableData};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::{Encoding, Name};

/// What there is to check.
pub(super) struct Plan<'a> {
    components: Vec<Component<'a>>,
    /// Whether the documents of one table came alone.
    alone: bool,
}

/// A component and its tables.
pub(super) struct Component<'a> {
    pub(super) path: &'a str,
    pub(super) schema: Option<&'a Schema>,
    pub(super) numbers: Numbers,
    tables: Vec<Table<'a>>,
}

/// A table that has documents.
pub(super) struct Table<'a> {
    pub(super) name: &'a Name,
    pub(super) file: &'a File,
    pub(super) format: Format,
    /// Whether nothing says how the documents are written.
    unmarked: bool,
}

impl<'a> Plan<'a> {
    /// Reads what tells how the documents of each table are written, and the numbers of the tables.
    pub(super) fn new(source: &'a DataSource, schemas: &BTreeMap<String, &'a Schema>) -> Result<Self> {
        let mut components = Vec::new();
        for (path, tables) in &source.files.components {
            let schema = schemas.get(path).copied();
            let numbers = Numbers::read(&*source.container, &source.files, path, schema)?;
            let user_tables = tables.iter().filter(|(name, _)| !name.starts_with('_'));
            let tables = user_tables.filter_map(|(name, files)| table(source, name, files)).collect::<Result<_>>()?;
            components.push(Component { path, schema, numbers, tables });
        }
        Ok(Self { components, alone: source.alone.is_some() })
    }

    /// The tables that have documents.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&Component<'a>, &Table<'a>)> {
        self.components.iter().flat_map(|component| component.tables.iter().map(move |table| (component, table)))
    }

    /// Puts together what was found in each table.
    pub(super) fn finish(self, found: Vec<TableData>) -> DataEvidence {
        let mut evidence = DataEvidence::default();
        let note = self.unmarked_note();
        let mut found = found.into_iter();
        for Component { path, schema, numbers, tables } in self.components {
            let mut tables = tables.iter().map(|table| table.name.clone()).zip(&mut found).collect();
            if !self.alone {
                absent(path, schema, &numbers, &mut tables, &mut evidence.notes);
            }
            evidence.components.insert(path.to_owned(), ComponentData { tables, table_numbers: numbers.tables });
        }
        evidence.notes.extend(note);
        evidence
    }

    fn unmarked_note(&self) -> Option<String> {
        let unmarked: Vec<_> = self.tables().filter(|(_, table)| table.unmarked).collect();
        let (_, first) = unmarked.first()?;
        let others = match unmarked.len() {
            1 => String::new(),
            more => format!(" and {} more", more - 1),
        };
        Some(format!(
            "no `generated_schema.jsonl` says how the documents of `{}`{others} are written: every plain number was read \
             as a float64, as Convex's import does",
            first.name
        ))
    }
}

/// How a table's documents are written. Documents that came alone are as an export writes them; in a whole export without
/// word of it they are read as Convex's import would.
fn table<'a>(source: &'a DataSource, name: &'a Name, files: &'a TableFiles) -> Option<Result<Table<'a>>> {
    let file = files.documents.as_ref()?;
    let table = |format, unmarked| Table { name, file, format, unmarked };
    let Some(generated) = &files.generated_schema else {
        let alone = source.alone.is_some();
        let encoding = if alone { Encoding::Export } else { Encoding::Encoded };
        return Some(Ok(table(Format::Plain(encoding), !alone)));
    };
    let format = source.container.open(generated).and_then(format).map_err(|error| error.in_file(&generated.name));
    Some(format.map(|format| table(format, false)))
}

/// Reads how documents are written, to the end of the file: only there does a zip tell whether it is as it was.
fn format(reader: Box<dyn Read + Send + '_>) -> Result<Format> {
    let mut reader = BufReader::new(reader);
    let format = Format::parse(&mut reader)?;
    let rest = std::io::copy(&mut reader, &mut std::io::sink());
    rest.map_err(|error| Error::io("the file can't be read", &error)).map(|_| format)
}

/// Adds the tables of the schema that the export shows to have no documents, and notes those whose documents it leaves
/// out.
fn absent(
    path: &str,
    schema: Option<&Schema>,
    numbers: &Numbers,
    found: &mut BTreeMap<Name, TableData>,
    notes: &mut Vec<String>,
) {
    let Some(listed) = &numbers.listed else { return };
    for name in listed.iter().filter(|name| !found.contains_key(*name)) {
        let place = if path.is_empty() { String::new() } else { format!(" of `{path}`") };
        notes.push(format!("the table `{name}`{place} exists, but its documents are not here: not checked"));
    }
    let names = schema.into_iter().flat_map(|schema| schema.tables.keys());
    for name in names.filter(|name| !listed.contains(*name)) {
        found.entry(name.clone()).or_insert(TableData { checked: true, complete: true, ..TableData::default() });
    }
}
