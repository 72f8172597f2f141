//! All documents of a source against the schemas of their components.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use super::files::TableFiles;
use super::input::DataSource;
use super::numbers::Numbers;
use crate::compat::data::{ComponentData, DataEvidence, Format, TableCheck, TableData};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::{Encoding, Name};

/// How far a check is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The component that is being read.
    pub component: &'a str,
    /// The table that is being read.
    pub table: &'a str,
    /// How many documents have been read, of all tables.
    pub documents: u64,
    /// How many bytes of documents have been read, unpacked, of all tables.
    pub bytes: u64,
    /// How many there are, where that is known.
    pub total_bytes: Option<u64>,
}

/// Checks all documents against the schemas of their components, by the component's path (`""` for the root). Documents
/// of other tables and components are counted.
///
/// `progress` hears about every 64 KiB how far the check is; the error that it returns ends the check.
///
/// # Errors
/// `InvalidInput`, with the file and the line, where something is no document; `Io` where something can't be read; what
/// `progress` returns.
pub fn check_data(
    source: &mut DataSource,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
) -> Result<DataEvidence> {
    source.require_table(schemas)?;
    let files = source.files.clone();
    let mut check = Check { source, evidence: DataEvidence::default(), unmarked: Vec::new(), read: (0, 0), progress };
    for (component, tables) in &files.components {
        check.component(component, tables, schemas.get(component).copied())?;
    }
    Ok(check.finish())
}

struct Check<'a> {
    source: &'a mut DataSource,
    evidence: DataEvidence,
    /// The tables that nothing says the encoding of.
    unmarked: Vec<Name>,
    /// The documents and bytes of the tables that are done.
    read: (u64, u64),
    progress: &'a mut dyn FnMut(Progress<'_>) -> Result<()>,
}

impl Check<'_> {
    fn component(&mut self, path: &str, tables: &BTreeMap<Name, TableFiles>, schema: Option<&Schema>) -> Result<()> {
        let numbers = Numbers::read(&*self.source.container, &self.source.files, path, schema)?;
        let mut found = BTreeMap::new();
        for (name, files) in tables.iter().filter(|(name, _)| !name.starts_with('_')) {
            if let Some(data) = self.table(path, name, files, schema, &numbers)? {
                found.insert(name.clone(), data);
            }
        }
        self.absent(path, schema, &numbers, &mut found);
        let data = ComponentData { tables: found, table_numbers: numbers.tables };
        self.evidence.components.insert(path.to_owned(), data);
        Ok(())
    }

    fn table(
        &mut self,
        component: &str,
        name: &Name,
        files: &TableFiles,
        schema: Option<&Schema>,
        numbers: &Numbers,
    ) -> Result<Option<TableData>> {
        let Some(file) = &files.documents else { return Ok(None) };
        let format = self.format(name, files)?;
        let check = TableCheck {
            validator: schema.and_then(|schema| schema.tables.get(name)).map(|table| &table.document),
            tables: &numbers.tables,
            format: &format,
            limits: self.source.limits,
        };
        let total_bytes = self.source.total_bytes();
        let (documents_before, bytes_before) = self.read;
        let mut read = self.read;
        let tick = &mut |bytes, documents| {
            read = (documents_before + documents, bytes_before + bytes);
            (self.progress)(Progress { component, table: name, documents: read.0, bytes: read.1, total_bytes })
        };
        let run = |reader: Box<dyn Read + Send + '_>| check.run(reader, tick);
        let data = self.source.container.open(file).and_then(run).map_err(|error| error.in_file(&file.name))?;
        self.read = read;
        Ok(Some(data))
    }

    /// How a table's documents are written. Documents that came alone are as an export writes them; in a whole export
    /// without word of it they are read as Convex's import would.
    fn format(&mut self, name: &Name, files: &TableFiles) -> Result<Format> {
        if let Some(file) = &files.generated_schema {
            let parse = |reader: Box<dyn Read + Send + '_>| Format::parse(&mut BufReader::new(reader));
            return self.source.container.open(file).and_then(parse).map_err(|error| error.in_file(&file.name));
        }
        if self.source.alone.is_some() {
            return Ok(Format::Plain(Encoding::Export));
        }
        self.unmarked.push(name.clone());
        Ok(Format::Plain(Encoding::Encoded))
    }

    /// Tables of the schema that the export shows to have no documents, and those whose documents it leaves out.
    fn absent(
        &mut self,
        path: &str,
        schema: Option<&Schema>,
        numbers: &Numbers,
        found: &mut BTreeMap<Name, TableData>,
    ) {
        let Some(listed) = numbers.listed.as_ref().filter(|_| self.source.alone.is_none()) else { return };
        for name in listed.iter().filter(|name| !found.contains_key(*name)) {
            let place = if path.is_empty() { String::new() } else { format!(" of `{path}`") };
            let note = format!("the table `{name}`{place} exists, but its documents are not here: not checked");
            self.evidence.notes.push(note);
        }
        let names = schema.into_iter().flat_map(|schema| schema.tables.keys());
        for name in names.filter(|name| !listed.contains(*name)) {
            found.entry(name.clone()).or_insert(TableData { checked: true, complete: true, ..TableData::default() });
        }
    }

    fn finish(mut self) -> DataEvidence {
        if let Some(first) = self.unmarked.first() {
            let others = match self.unmarked.len() {
                1 => String::new(),
                more => format!(" and {} more", more - 1),
            };
            self.evidence.notes.push(format!(
                "no `generated_schema.jsonl` says how the documents of `{first}`{others} are written: every plain \
                 number was read as a float64, as Convex's import does"
            ));
        }
        self.evidence
    }
}

impl DataSource {
    /// How long the documents of user tables are, where all lengths are known.
    fn total_bytes(&self) -> Option<u64> {
        let tables = self.files.components.values().flatten().filter(|(name, _)| !name.starts_with('_'));
        tables.filter_map(|(_, files)| files.documents.as_ref()).map(|file| file.bytes).sum()
    }

    /// Documents that came alone, and that the schema doesn't know, were named or placed wrong.
    fn require_table(&self, schemas: &BTreeMap<String, &Schema>) -> Result<()> {
        let Some((component, table)) = &self.alone else { return Ok(()) };
        let Some(schema) = schemas.get(component) else { return Ok(()) };
        if schema.tables.contains_key(table) {
            return Ok(());
        }
        let message = format!("the schema has no table `{table}`, which the documents would belong to");
        Err(Error::invalid_input(message).in_file(&self.name).help("name their table with the option `table`"))
    }
}
