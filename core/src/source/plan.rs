//! Plans a check before any document is read.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use super::input::DataSource;
use super::numbers::Numbers;
use crate::archive::{File, TableFiles};
use crate::compat::data::{ComponentPart, DataLimits, DataPart, DocumentFormat, TableCheck, TableShare};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::{Encoding, Name};

/// The tables to check.
pub(super) struct Plan<'a> {
    components: Vec<Component<'a>>,
    /// True if the source is a single file or stream of documents.
    alone: bool,
}

/// A component and its tables.
pub(super) struct Component<'a> {
    pub(super) path: &'a str,
    pub(super) schema: Option<&'a Schema>,
    pub(super) numbers: Numbers,
    tables: Vec<Table<'a>>,
}

/// A table with documents.
pub(super) struct Table<'a> {
    pub(super) name: &'a Name,
    pub(super) file: &'a File,
    pub(super) format: DocumentFormat,
    /// True if the encoding of the documents is not declared.
    unmarked: bool,
}

impl<'a> Plan<'a> {
    /// Reads the encoding of each table's documents, and the numbers of the tables.
    pub(super) fn new(source: &'a DataSource, schemas: &BTreeMap<String, &'a Schema>) -> Result<Self> {
        let mut components = Vec::new();
        for (path, tables) in &source.files.components {
            let schema = schemas.get(path).copied();
            let numbers = Numbers::read(&*source.container, &source.files, path, schema)?;
            let user_tables = tables.iter().filter(|(name, _)| !name.starts_with('_'));
            let tables =
                user_tables.filter_map(|(name, files)| read_table(source, name, files)).collect::<Result<_>>()?;
            components.push(Component { path, schema, numbers, tables });
        }
        Ok(Self { components, alone: source.alone.is_some() })
    }

    /// Iterates over the tables with documents.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&Component<'a>, &Table<'a>)> {
        self.components.iter().flat_map(|component| component.tables.iter().map(move |table| (component, table)))
    }

    /// Returns an empty result for the tables.
    pub(super) fn part(&self, limits: DataLimits) -> DataPart {
        let mut part = DataPart::new(self.alone);
        for component in &self.components {
            let mut tables = ComponentPart::new(&component.numbers.tables, component.numbers.listed.as_ref());
            for table in &component.tables {
                let share = TableShare {
                    bytes: table.file.bytes.unwrap_or_default(),
                    format: table.format.name().to_owned(),
                    unmarked: table.unmarked,
                    found: component.check(table, limits).part(),
                };
                tables.add(table.name, share);
            }
            part.add(component.path, tables);
        }
        part
    }
}

impl<'a> Component<'a> {
    /// Returns the settings to check a table with.
    pub(super) fn check<'b>(&'b self, table: &'b Table<'a>, limits: DataLimits) -> TableCheck<'b> {
        let validator = self.schema.and_then(|schema| schema.tables.get(table.name)).map(|table| &table.document);
        TableCheck { validator, tables: &self.numbers.tables, format: &table.format, limits }
    }
}

/// Reads the format of a table's documents; `None` if the table has no file of documents.
#[cfg(feature = "source")]
pub(super) fn format_of(source: &DataSource, name: &Name, files: &TableFiles) -> Result<Option<DocumentFormat>> {
    Ok(read_table(source, name, files).transpose()?.map(|table| table.format))
}

/// Reads the encoding of a table's documents. If it is not declared, single files are in export encoding, and whole exports
/// are read like Convex's import does.
fn read_table<'a>(source: &'a DataSource, name: &'a Name, files: &'a TableFiles) -> Option<Result<Table<'a>>> {
    let file = files.documents.as_ref()?;
    let table = |format, unmarked| Table { name, file, format, unmarked };
    let Some(generated) = &files.generated_schema else {
        let alone = source.alone.is_some();
        let encoding = if alone { Encoding::Export } else { Encoding::Encoded };
        return Some(Ok(table(DocumentFormat::Plain(encoding), !alone)));
    };
    let format = source.container.open(generated).and_then(read_format).map_err(|error| error.in_file(&generated.name));
    Some(format.map(|format| table(format, false)))
}

/// Reads the generated schema, up to the end of the file: only there is the checksum of a zip entry verified.
fn read_format(reader: Box<dyn Read + Send + '_>) -> Result<DocumentFormat> {
    let mut reader = BufReader::new(reader);
    let format = DocumentFormat::parse(&mut reader)?;
    let rest = std::io::copy(&mut reader, &mut std::io::sink());
    rest.map_err(|error| Error::io("cannot read the file", &error)).map(|_| format)
}
