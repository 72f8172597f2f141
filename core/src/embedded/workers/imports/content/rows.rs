//! The rows of one table, which can be read any number of times.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use super::invalid::in_file;
use super::row::See;
use super::{array, csv, lines};
use crate::archive::{self, Archive, Container};
use crate::compat::data::Format;
use crate::error::{Error, Result};

/// Rows, which can be read any number of times.
pub(in crate::embedded::workers::imports) enum Rows<'a> {
    /// Comma-separated values.
    Csv(&'a File),
    /// A document a line.
    Lines(&'a File, Format),
    /// An array of documents.
    Array(&'a File),
    /// A document a line, in a zip.
    Entry(&'a Archive, &'a archive::File, Format),
}

impl Rows<'_> {
    /// Reads all rows.
    ///
    /// # Errors
    /// `InvalidInput` where the file is not what it should be; what `see` returns.
    pub(in crate::embedded::workers::imports) fn each(&self, see: See<'_>) -> Result<()> {
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
    pub(in crate::embedded::workers::imports) fn count(&self) -> Result<u64> {
        let mut count = 0;
        self.each(&mut |number, row| {
            row.check(number)?;
            count = number;
            Ok(true)
        })?;
        Ok(count)
    }

    /// The table number in the id of the first row, where it has one.
    pub(in crate::embedded::workers::imports) fn number_of_first(&self) -> Result<Option<u32>> {
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
