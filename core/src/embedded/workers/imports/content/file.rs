//! Imported files and their tables.

use std::fs::File;
use std::io::BufReader;

use super::invalid::in_file;
use super::rows::Rows;
use super::source::{Source, StoredFiles};
use crate::api::imports::ImportFormat;
use crate::archive::{Archive, ArchiveLimits, Container, Files, Selection};
use crate::cancel::Cancel;
use crate::compat::data::DocumentFormat;
use crate::embedded::database::Database;
use crate::embedded::records::document::STORAGE;
use crate::embedded::records::import::ImportRow;
use crate::embedded::refusals::bad_request;
use crate::embedded::workers::spool::spool;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Encoding, Name};

/// An imported file.
pub(in crate::embedded::workers::imports) struct Content {
    component: String,
    kind: Kind,
}

enum Kind {
    /// Rows of one table.
    Table(ImportFormat, Name, File),
    /// An export.
    Zip(Archive, Files),
}

impl Content {
    /// Opens the file of an import.
    ///
    /// # Errors
    /// `InvalidInput` if the file must be a zip but is not.
    pub(in crate::embedded::workers::imports) fn open(database: &Database, import: &ImportRow) -> Result<Self> {
        let (file, request) = (spool_import(database, import)?, &import.request);
        let kind = match (request.format, &request.table) {
            (ImportFormat::Zip, _) => {
                let opened = Archive::open(
                    file,
                    "import",
                    &ArchiveLimits::default(),
                    Selection::StoredFiles,
                    &Cancel::default(),
                );
                let (archive, files) =
                    opened.map_err(|error| bad_request("InvalidZip", format!("invalid zip file: {error}")))?;
                Kind::Zip(archive, files)
            }
            (format, table) => Kind::Table(format, table.as_deref().unwrap_or_default().into(), file),
        };
        Ok(Self { component: request.component.clone(), kind })
    }

    /// Returns the tables of the file, including Convex's own, by component and name.
    pub(in crate::embedded::workers::imports) fn sources(&self) -> Result<Vec<Source<'_>>> {
        match &self.kind {
            Kind::Table(format, name, file) => {
                let rows = match format {
                    ImportFormat::Csv => Rows::Csv(file),
                    ImportFormat::JsonArray => Rows::Array(file),
                    ImportFormat::JsonLines | ImportFormat::Zip => {
                        Rows::Lines(file, DocumentFormat::Plain(Encoding::Encoded))
                    }
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
                    None => DocumentFormat::Plain(Encoding::Encoded),
                    Some(generated) => {
                        let parsed =
                            archive.open(generated).and_then(|file| DocumentFormat::parse(&mut BufReader::new(file)));
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

/// Copies the file of an import to a temporary file.
fn spool_import(database: &Database, import: &ImportRow) -> Result<File> {
    let gone = || Error::new(ErrorKind::Io, "the uploaded file was not found");
    spool(database, import.file.as_ref().ok_or_else(gone)?)
}
