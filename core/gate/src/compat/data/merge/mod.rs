//! Results for parts of an export: checked anywhere, exchanged as text, and merged to the result of one pass.

mod finish;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::TablePart;
use crate::error::{Error, Result};
use crate::value::{Name, Tables};

/// Results for a part of the documents of an export: some tables, or some lines of one.
///
/// Parts of one export [merge](Self::merge) in any order; the part of all documents [becomes](Self::finish) the result
/// of one pass. Parts are exchanged and stored as text, which [`Display`](std::fmt::Display) writes and
/// [`FromStr`](std::str::FromStr) reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataPart {
    components: BTreeMap<String, ComponentPart>,
    /// True if the input was a single table, so that nothing is known about the others.
    alone: bool,
}

/// Part of a component or table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentPart {
    numbers: Tables,
    /// Tables without a known number.
    unnumbered: BTreeSet<Name>,
    /// User tables that exist, if the export lists them.
    listed: Option<BTreeSet<Name>>,
    tables: BTreeMap<Name, TableShare>,
}

/// Part of a component or table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableShare {
    /// Length of the file with its documents.
    pub bytes: u64,
    /// Format of the documents.
    pub format: String,
    /// True if the input does not define the format.
    pub unmarked: bool,
    /// Result of the check of its documents.
    pub found: TablePart,
}

impl DataPart {
    /// Creates a part without components.
    pub fn new(alone: bool) -> Self {
        Self { components: BTreeMap::new(), alone }
    }

    /// Adds a component.
    pub fn add(&mut self, path: &str, component: ComponentPart) {
        self.components.insert(path.to_owned(), component);
    }

    /// Stores the result for a table.
    pub fn put(&mut self, component: &str, table: &Name, bytes: u64, found: TablePart) {
        let component = self.components.get_mut(component);
        if let Some(share) = component.and_then(|component| component.tables.get_mut(table)) {
            (share.bytes, share.found) = (bytes, found);
        }
    }

    /// Merges two parts of the same export, in any order.
    ///
    /// # Errors
    /// `InvalidInput` if they are of different exports or checks, or both contain the same lines.
    pub fn merge(mut self, other: Self) -> Result<Self> {
        if self.alone != other.alone {
            return Err(of_different_exports());
        }
        for (path, component) in other.components {
            let merged = match self.components.remove(&path) {
                Some(own) => own.merge(component, &path)?,
                None => component,
            };
            self.components.insert(path, merged);
        }
        Ok(self)
    }
}

impl ComponentPart {
    /// Creates a part for the tables of a component.
    #[must_use]
    pub fn new(tables: &Tables, listed: Option<&BTreeSet<Name>>) -> Self {
        let numbers = tables.iter().map(|(name, number)| (name.clone(), number)).collect();
        let unnumbered = tables.without_number().cloned().collect();
        Self { numbers, unnumbered, listed: listed.cloned(), tables: BTreeMap::new() }
    }

    /// Adds a table.
    pub fn add(&mut self, table: &Name, share: TableShare) {
        self.tables.insert(table.clone(), share);
    }

    fn merge(mut self, other: Self, path: &str) -> Result<Self> {
        if (&self.numbers, &self.unnumbered, &self.listed) != (&other.numbers, &other.unnumbered, &other.listed) {
            let error = Error::invalid_input("the parts were checked with different table numbers");
            return Err(error.help("pass the documents of `_tables` with every shard"));
        }
        for (name, share) in other.tables {
            let merged = match self.tables.remove(&name) {
                Some(own) => own.merge(share).map_err(|error| error.in_file(place(path, &name)))?,
                None => share,
            };
            self.tables.insert(name, merged);
        }
        Ok(self)
    }
}

impl TableShare {
    fn merge(mut self, other: Self) -> Result<Self> {
        if self.bytes != other.bytes {
            let message =
                format!("one part belongs to a file of {} bytes, another to a file of {}", self.bytes, other.bytes);
            return Err(Error::invalid_input(message).help("check all shards of the same version of a file"));
        }
        if (&self.format, self.unmarked) != (&other.format, other.unmarked) {
            return Err(of_different_exports());
        }
        self.found.merge(other.found)?;
        Ok(self)
    }
}

/// Formats the place of a table in messages.
fn place(component: &str, table: &str) -> String {
    if component.is_empty() { table.to_owned() } else { format!("{component}/{table}") }
}

fn of_different_exports() -> Error {
    Error::invalid_input("cannot merge parts of different exports").help("merge only parts of the same export")
}
