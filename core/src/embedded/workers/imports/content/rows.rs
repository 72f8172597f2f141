//! Repeatable reading of a table's rows.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use super::invalid::in_file;
use super::row::RowVisitor;
use super::{array, csv, lines};
use crate::archive::{self, Archive, Container};
use crate::compat::data::DocumentFormat;
use crate::error::{Error, Result};

/// Rows, which can be read repeatedly.
pub(in crate::embedded::workers::imports) enum Rows<'a> {
    /// Comma-separated values.
    Csv(&'a File),
    /// JSON Lines.
    Lines(&'a File, DocumentFormat),
    /// JSON array.
    Array(&'a File),
    /// A document a line, in a zip.
    Entry(&'a Archive, &'a archive::File, DocumentFormat),
}

impl Rows<'_> {
    /// Reads all rows.
    ///
    /// # Errors
    /// `InvalidInput` if the file is malformed; errors of `see`.
    pub(in crate::embedded::workers::imports) fn each(&self, see: RowVisitor<'_>) -> Result<()> {
        match self {
            Self::Csv(file) => csv::each(rewind(file)?, see),
            Self::Array(file) => array::each(rewind(file)?, see),
            Self::Lines(file, format) => lines::each(&mut BufReader::new(rewind(file)?), format, see),
            Self::Entry(archive, file, format) => {
                let opened = archive.open(file).map_err(|error| in_file(&file.name, &error))?;
                lines::each(&mut BufReader::new(opened), format, see)
            }
        }
    }

    /// Counts the rows. Parses each only as far as needed.
    ///
    /// # Errors
    /// As [`each`](Self::each), or if a row is not JSON.
    pub(in crate::embedded::workers::imports) fn count(&self) -> Result<u64> {
        let mut count = 0;
        self.each(&mut |number, row| {
            row.check(number)?;
            count = number;
            Ok(true)
        })?;
        Ok(count)
    }

    /// Returns the table number in the first row's ID, if it has one.
    pub(in crate::embedded::workers::imports) fn number_of_first(&self) -> Result<Option<u32>> {
        let mut found = None;
        self.each(&mut |_, row| {
            found = row.table_number();
            Ok(false)
        })?;
        Ok(found)
    }
}

/// Rewinds the file.
fn rewind<'a>(file: &&'a File) -> Result<&'a File> {
    let mut file: &'a File = file;
    file.seek(SeekFrom::Start(0)).map_err(|error| Error::io("cannot read a temporary file", &error))?;
    Ok(file)
}
