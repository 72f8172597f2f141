//! The files of an export, by component and table.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use crate::compat::data::Lines;
use crate::error::{Error, Result};
use crate::value::{DocumentId, Name};

/// How much of a file is looked at for its first line. Whoever writes more blank lines than this means no good.
pub(crate) const HEAD_LEN: u64 = 4 << 20;

/// A file of an export.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its name, for people.
    pub(crate) name: String,
    /// Where its container finds it.
    pub(crate) index: usize,
    /// How long it is, where that is known before it is read.
    pub(crate) bytes: Option<u64>,
    /// Where in the file what its container has of it starts.
    pub(crate) start: u64,
}

/// The files of one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableFiles {
    pub(crate) documents: Option<File>,
    pub(crate) generated_schema: Option<File>,
    /// The contents of stored files, by their ids, where somebody asked for them.
    #[cfg_attr(
        not(any(feature = "source", feature = "embedded")),
        expect(dead_code, reason = "there is no zip to read")
    )]
    pub(crate) stored: Vec<(DocumentId, File)>,
}

/// The files of an export that matter, by component and table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) components: BTreeMap<String, BTreeMap<Name, TableFiles>>,
}

impl Files {
    pub(crate) fn table(&self, component: &str, table: &str) -> Option<&TableFiles> {
        self.components.get(component)?.get(table)
    }

    /// The file with the documents of a table.
    pub(crate) fn documents(&self, component: &str, table: &str) -> Option<&File> {
        self.table(component, table)?.documents.as_ref()
    }
}

/// What holds the files of an export. Several can be read at once.
pub(crate) trait Container: Sync {
    /// Opens a file, to be read once from its start to its end, in large pieces: nothing is buffered.
    ///
    /// # Errors
    /// `InvalidInput` where it is damaged or can't be unpacked; `Io` where it can't be read.
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>>;

    /// The same from a place on, which is counted in what the container has of the file.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_at<'a>(&'a self, file: &File, place: u64) -> Result<Box<dyn Read + Send + 'a>> {
        let mut reader = self.open(file)?;
        let skipped = std::io::copy(&mut reader.by_ref().take(place), &mut std::io::sink());
        skipped.map_err(|error| Error::io("the file can't be read", &error)).map(|_| reader)
    }

    /// Opens a file that was read already; `None` where that can be done only once.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_again<'a>(&'a self, file: &File) -> Result<Option<Box<dyn Read + Send + 'a>>> {
        self.open(file).map(Some)
    }

    /// The first line of a file that is not blank, if it is among the first [`HEAD_LEN`] bytes.
    ///
    /// # Errors
    /// As [`open`](Self::open), with the file.
    fn first_line(&self, file: &File) -> Result<Option<String>> {
        let read = |reader: Box<dyn Read + Send + '_>| first_line(BufReader::new(reader));
        self.open(file).and_then(read).map_err(|error| error.in_file(&file.name))
    }
}

/// The first line of a stream that is not blank, as [`Container::first_line`] finds it.
pub(crate) fn first_line(reader: impl BufRead) -> Result<Option<String>> {
    let mut lines = Lines::new(reader.take(HEAD_LEN));
    Ok(lines.next()?.map(|line| line.text.to_owned()))
}
