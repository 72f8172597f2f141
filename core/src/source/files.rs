//! The files of an export, by component and table.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use crate::compat::data::Lines;
use crate::error::Result;
use crate::value::Name;

/// A file of an export.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its name, for people.
    pub(super) name: String,
    /// Where its container finds it.
    pub(super) index: usize,
    /// How long it is, where that is known before it is read.
    pub(super) bytes: Option<u64>,
}

/// The files of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableFiles {
    pub(super) documents: Option<File>,
    pub(super) generated_schema: Option<File>,
}

/// The files of an export that matter, by component and table.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    pub(super) components: BTreeMap<String, BTreeMap<Name, TableFiles>>,
}

impl Files {
    pub(super) fn table(&self, component: &str, table: &str) -> Option<&TableFiles> {
        self.components.get(component)?.get(table)
    }

    /// The file with the documents of a table.
    pub(super) fn documents(&self, component: &str, table: &str) -> Option<&File> {
        self.table(component, table)?.documents.as_ref()
    }
}

/// What holds the files of an export. Several can be read at once.
pub(super) trait Container: Sync {
    /// Opens a file, to be read once from its start to its end, in large pieces: nothing is buffered.
    ///
    /// # Errors
    /// `InvalidInput` where it is damaged or can't be unpacked; `Io` where it can't be read.
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>>;

    /// The first line of a file that is not blank.
    ///
    /// # Errors
    /// As [`open`](Self::open), with the file.
    fn first_line(&self, file: &File) -> Result<Option<String>> {
        let read = |reader: Box<dyn Read + Send + '_>| {
            Lines::new(BufReader::new(reader)).next().map(|line| line.map(|line| line.text.to_owned()))
        };
        self.open(file).and_then(read).map_err(|error| error.in_file(&file.name))
    }
}
