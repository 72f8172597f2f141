//! The files of an export, by component and table.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use crate::compat::data::Lines;
use crate::error::{Error, Result};
use crate::value::{DocumentId, Name};

/// Maximum number of bytes searched for a file's first line. Real exports have no blank lines at the start.
pub(crate) const HEAD_LEN: u64 = 4 << 20;

/// A file of an export.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its name in errors.
    pub(crate) name: String,
    /// Its index in the container.
    pub(crate) index: usize,
    /// Its length, if known before reading it.
    pub(crate) bytes: Option<u64>,
    /// Offset in the file of the first byte that the container has.
    pub(crate) start: u64,
}

/// The files of one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableFiles {
    pub(crate) documents: Option<File>,
    pub(crate) generated_schema: Option<File>,
    /// Contents of stored files by id, if selected.
    #[cfg_attr(
        not(any(feature = "source", feature = "embedded")),
        expect(dead_code, reason = "this build reads no zips")
    )]
    pub(crate) stored: Vec<(DocumentId, File)>,
}

/// The relevant files of an export, by component and table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) components: BTreeMap<String, BTreeMap<Name, TableFiles>>,
}

impl Files {
    pub(crate) fn table(&self, component: &str, table: &str) -> Option<&TableFiles> {
        self.components.get(component)?.get(table)
    }

    /// Returns the file with the documents of a table.
    pub(crate) fn documents(&self, component: &str, table: &str) -> Option<&File> {
        self.table(component, table)?.documents.as_ref()
    }
}

/// A container of the files of an export. Several files can be read at once.
pub(crate) trait Container: Sync {
    /// Opens a file to be read from start to end. The reader is not buffered.
    ///
    /// # Errors
    /// `InvalidInput` if it is damaged or cannot be unpacked; `Io` if it cannot be read.
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>>;

    /// Opens a file at an offset, relative to the first byte that the container has.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_at<'a>(&'a self, file: &File, place: u64) -> Result<Box<dyn Read + Send + 'a>> {
        let mut reader = self.open(file)?;
        let skipped = std::io::copy(&mut reader.by_ref().take(place), &mut std::io::sink());
        skipped.map_err(|error| Error::io("cannot read the file", &error)).map(|_| reader)
    }

    /// Opens a file that was read before; `None` if it can be read only once.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_again<'a>(&'a self, file: &File) -> Result<Option<Box<dyn Read + Send + 'a>>> {
        self.open(file).map(Some)
    }

    /// Returns the first line of a file that is not blank, if it is among the first [`HEAD_LEN`] bytes.
    ///
    /// # Errors
    /// As [`open`](Self::open), with the file.
    fn first_line(&self, file: &File) -> Result<Option<String>> {
        let read = |reader: Box<dyn Read + Send + '_>| first_line(BufReader::new(reader));
        self.open(file).and_then(read).map_err(|error| error.in_file(&file.name))
    }
}

/// Returns the first line of a stream that is not blank, like [`Container::first_line`].
pub(crate) fn first_line(reader: impl BufRead) -> Result<Option<String>> {
    let mut lines = Lines::new(reader.take(HEAD_LEN));
    Ok(lines.next_line()?.map(|line| line.text.to_owned()))
}
