//! The files of an export, by component and table.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::layout::{Content, place};
use crate::compat::data::Lines;
use crate::error::{Error, Result};
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
    /// Adds a file under the place that its name says, if any.
    ///
    /// # Errors
    /// `InvalidInput` where the name says no proper place, or one that is taken.
    pub(super) fn add(&mut self, name: &str, file: File) -> Result<()> {
        let Some(place) = place(name)? else { return Ok(()) };
        let table = self.components.entry(place.component).or_default().entry(place.table).or_default();
        let slot = match place.content {
            Content::Documents => &mut table.documents,
            Content::GeneratedSchema => &mut table.generated_schema,
        };
        match slot {
            Some(other) => {
                Err(Error::invalid_input(format!("`{}` holds the same table", other.name)).in_file(file.name))
            }
            None => {
                *slot = Some(file);
                Ok(())
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.components.is_empty()
    }

    pub(super) fn table(&self, component: &str, table: &str) -> Option<&TableFiles> {
        self.components.get(component)?.get(table)
    }

    /// The file with the documents of a table.
    pub(super) fn documents(&self, component: &str, table: &str) -> Option<&File> {
        self.table(component, table)?.documents.as_ref()
    }
}

/// What holds the files of an export.
pub(super) trait Container {
    /// Opens a file, to be read once from its start to its end.
    ///
    /// # Errors
    /// `InvalidInput` where it is damaged or can't be unpacked; `Io` where it can't be read.
    fn open<'a>(&'a mut self, file: &File) -> Result<Box<dyn BufRead + 'a>>;

    /// The first line of a file that is not blank.
    ///
    /// # Errors
    /// As [`open`](Self::open), with the file.
    fn first_line(&mut self, file: &File) -> Result<Option<String>> {
        let read = |mut reader: Box<dyn BufRead + '_>| {
            Lines::new(&mut reader).next().map(|line| line.map(|line| line.text.to_owned()))
        };
        self.open(file).and_then(read).map_err(|error| error.in_file(&file.name))
    }
}
