//! The file that is imported: its tables, and their rows.

mod array;
mod csv;
mod lines;
mod row;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

pub(super) use row::Row;

use super::row::Request;
use crate::api::imports::ImportFormat;
use crate::cancel::Cancel;
use crate::compat::data::Format;
use crate::embedded::documents::STORAGE;
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::export::{self, Archive, ArchiveLimits, Container, Files, Wanted};
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Encoding, Name, Value};

/// The file that is imported.
pub(super) struct Content {
    component: String,
    kind: Kind,
}

enum Kind {
    /// The rows of one table.
    Table(ImportFormat, Name, File),
    /// What an export holds.
    Zip(Archive, Files),
}

/// The rows of one table.
pub(super) struct Source<'a> {
    pub(super) component: String,
    pub(super) name: Name,
    pub(super) rows: Rows<'a>,
    /// The contents that come with them, where they tell of stored files.
    pub(super) stored: Option<StoredFiles<'a>>,
}

/// The contents of stored files.
#[derive(Clone, Copy)]
pub(super) struct StoredFiles<'a> {
    archive: &'a Archive,
    files: &'a [(DocumentId, export::File)],
}

impl<'a> StoredFiles<'a> {
    /// The ids of the files, each with where its content is.
    pub(super) fn iter(&self) -> impl Iterator<Item = (DocumentId, &'a export::File)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }

    /// Reads one.
    pub(super) fn open(&self, file: &export::File) -> Result<Box<dyn Read + Send + 'a>> {
        self.archive.open(file).map_err(|error| in_file(&file.name, &error))
    }
}

/// Rows, which can be read any number of times.
pub(super) enum Rows<'a> {
    /// Comma-separated values.
    Csv(&'a File),
    /// A document a line.
    Lines(&'a File, Format),
    /// An array of documents.
    Array(&'a File),
    /// A document a line, in a zip.
    Entry(&'a Archive, &'a export::File, Format),
}

/// Hears of each row, with its number from 1, and says whether to go on.
pub(super) type See<'s> = &'s mut dyn FnMut(u64, Row<'_>) -> Result<bool>;

impl Content {
    /// Opens the file.
    ///
    /// # Errors
    /// `InvalidInput` where it is no zip, and should be.
    pub(super) fn open(file: File, request: &Request) -> Result<Self> {
        let kind = match (request.format, &request.table) {
            (ImportFormat::Zip, _) => {
                let opened =
                    Archive::open(file, "import", &ArchiveLimits::default(), Wanted::StoredFiles, &Cancel::default());
                let (archive, files) =
                    opened.map_err(|error| bad_request("InvalidZip", format!("invalid zip file: {error}")))?;
                Kind::Zip(archive, files)
            }
            (format, table) => Kind::Table(format, table.as_deref().unwrap_or_default().into(), file),
        };
        Ok(Self { component: request.component.clone(), kind })
    }

    /// The tables of the file, those of Convex's own too, by component and name.
    pub(super) fn sources(&self) -> Result<Vec<Source<'_>>> {
        match &self.kind {
            Kind::Table(format, name, file) => {
                let rows = match format {
                    ImportFormat::Csv => Rows::Csv(file),
                    ImportFormat::JsonArray => Rows::Array(file),
                    ImportFormat::JsonLines | ImportFormat::Zip => Rows::Lines(file, Format::Plain(Encoding::Encoded)),
                };
                Ok(vec![Source { component: self.component.clone(), name: name.clone(), rows, stored: None }])
            }
            Kind::Zip(archive, files) => self.in_zip(archive, files),
        }
    }

    fn in_zip<'a>(&self, archive: &'a Archive, files: &'a Files) -> Result<Vec<Source<'a>>> {
        let mut sources = Vec::new();
        for (path, tables) in &files.components {
            let component = [self.component.as_str(), path].into_iter().filter(|path| !path.is_empty());
            let component = component.collect::<Vec<_>>().join("/");
            for (name, files) in tables {
                let Some(documents) = &files.documents else { continue };
                let format = match &files.generated_schema {
                    None => Format::Plain(Encoding::Encoded),
                    Some(generated) => {
                        let parsed = archive.open(generated).and_then(|file| Format::parse(&mut BufReader::new(file)));
                        parsed.map_err(|error| in_file(&generated.name, &error))?
                    }
                };
                let rows = Rows::Entry(archive, documents, format);
                let stored = (name == STORAGE).then_some(StoredFiles { archive, files: &files.stored });
                sources.push(Source { component: component.clone(), name: name.clone(), rows, stored });
            }
        }
        Ok(sources)
    }
}

impl Source<'_> {
    /// The tables that the rows of `_tables` list, with their numbers.
    ///
    /// # Errors
    /// `InvalidInput` where a row is none, or a table is listed twice.
    pub(super) fn listed_tables(&self) -> Result<Vec<(Name, u32)>> {
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

impl Rows<'_> {
    /// Reads all rows.
    ///
    /// # Errors
    /// `InvalidInput` where the file is not what it should be; what `see` returns.
    pub(super) fn each(&self, see: See<'_>) -> Result<()> {
        match self {
            Self::Csv(file) => csv::each(rewound(file)?, see),
            Self::Array(file) => array::each(rewound(file)?, see),
            Self::Lines(file, format) => lines::each(&mut BufReader::new(rewound(file)?), format, see),
            Self::Entry(archive, file, format) => {
                let opened = archive.open(file).map_err(|error| in_file(&file.name, &error))?;
                lines::each(&mut BufReader::new(opened), format, see)
            }
        }
    }

    /// How many rows there are. Each is looked at as far as it takes to know that it is one.
    ///
    /// # Errors
    /// As [`each`](Self::each), and where a row is not JSON.
    pub(super) fn count(&self) -> Result<u64> {
        let mut count = 0;
        self.each(&mut |number, row| {
            row.check(number)?;
            count = number;
            Ok(true)
        })?;
        Ok(count)
    }

    /// The table number in the id of the first row, where it has one.
    pub(super) fn number_of_first(&self) -> Result<Option<u32>> {
        let mut found = None;
        self.each(&mut |_, row| {
            found = row.table_number();
            Ok(false)
        })?;
        Ok(found)
    }
}

/// The file from its start on.
fn rewound<'a>(file: &&'a File) -> Result<&'a File> {
    let mut file: &'a File = file;
    file.seek(SeekFrom::Start(0)).map_err(|error| Error::io("a temporary file can't be read", &error))?;
    Ok(file)
}

fn table_number(value: &Value) -> Option<u32> {
    let number = match value {
        Value::Int64(number) => u32::try_from(*number).ok()?,
        Value::Float64(number) if (0.0..=f64::from(u32::MAX)).contains(number) => *number as u32,
        _ => return None,
    };
    (number != 0).then_some(number)
}

fn in_file(name: &str, error: &Error) -> Error {
    bad_request("InvalidZip", format!("{name}: {error}"))
}

/// How Convex says in which component a table is.
pub(in crate::embedded) fn in_component(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" in '{path}'") }
}

pub(super) fn invalid_value(number: u64, what: impl std::fmt::Display) -> Error {
    bad_request("InvalidConvexValue", format!("Row {number} wasn't a valid Convex value: {what}"))
}
