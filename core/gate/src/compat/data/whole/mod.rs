//! What was found in parts of an export: checked anywhere, sent as text, merged to what one pass finds.

mod finish;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::TablePart;
use crate::error::{Error, Result};
use crate::value::{Name, Tables};

/// What was found in a part of the documents of an export: in some tables, or in some lines of one.
///
/// Parts of one export [merge](Self::merge) in any order; the part of all documents [is](Self::finish) what one pass
/// finds. A part is sent and kept as its text, which [`Display`](std::fmt::Display) writes and
/// [`FromStr`](std::str::FromStr) reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataPart {
    components: BTreeMap<String, ComponentPart>,
    /// Whether the documents of one table came alone, so that nothing is known of the others.
    alone: bool,
}

/// The part of a component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentPart {
    numbers: Tables,
    /// The tables whose numbers are not known.
    unnumbered: BTreeSet<Name>,
    /// The user tables that exist, where the export lists them.
    listed: Option<BTreeSet<Name>>,
    tables: BTreeMap<Name, TableShare>,
}

/// The part of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableShare {
    /// How long the file of its documents is.
    pub bytes: u64,
    /// How they are written.
    pub format: String,
    /// Whether nothing says how they are written.
    pub unmarked: bool,
    /// What was found in its documents.
    pub found: TablePart,
}

impl DataPart {
    /// A part without components yet.
    pub fn new(alone: bool) -> Self {
        Self { components: BTreeMap::new(), alone }
    }

    /// Adds a component.
    pub fn add(&mut self, path: &str, component: ComponentPart) {
        self.components.insert(path.to_owned(), component);
    }

    /// Puts what was found in a table in its place.
    pub fn put(&mut self, component: &str, table: &Name, bytes: u64, found: TablePart) {
        let component = self.components.get_mut(component);
        if let Some(share) = component.and_then(|component| component.tables.get_mut(table)) {
            (share.bytes, share.found) = (bytes, found);
        }
    }

    /// What two parts of the same export found together. The order is of no matter.
    ///
    /// # Errors
    /// `InvalidInput` where they are of different exports or checks, or both hold the same lines.
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
    /// Starts with the tables of a component.
    #[must_use]
    pub fn new(tables: &Tables, listed: Option<&BTreeSet<Name>>) -> Self {
        let numbers = tables.iter().map(|(name, number)| (name.clone(), number)).collect();
        let unnumbered = tables.without_number().cloned().collect();
        Self { numbers, unnumbered, listed: listed.cloned(), tables: BTreeMap::new() }
    }

    /// Adds a table's share.
    pub fn add(&mut self, table: &Name, share: TableShare) {
        self.tables.insert(table.clone(), share);
    }

    fn merge(mut self, other: Self, path: &str) -> Result<Self> {
        if (&self.numbers, &self.unnumbered, &self.listed) != (&other.numbers, &other.unnumbered, &other.listed) {
            let error = Error::invalid_input("the parts were checked with different numbers of tables");
            return Err(error.help("give the documents of `_tables` with those of every shard"));
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
            let message = format!("a part is of a file of {} bytes, another one of {}", self.bytes, other.bytes);
            return Err(Error::invalid_input(message).help("check all shards of a file as it is at one time"));
        }
        if (&self.format, self.unmarked) != (&other.format, other.unmarked) {
            return Err(of_different_exports());
        }
        self.found.merge(other.found)?;
        Ok(self)
    }
}

/// How people are told of a table.
fn place(component: &str, table: &str) -> String {
    if component.is_empty() { table.to_owned() } else { format!("{component}/{table}") }
}

fn of_different_exports() -> Error {
    Error::invalid_input("the parts are of different exports").help("merge only parts of one export")
}
