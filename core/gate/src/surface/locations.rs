//! Places of a component's parts in its sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceLocation {
    /// Path of the file, from the folder of the project or of its repository.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// Places of the parts of a component, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Locations {
    /// Modules by path: the start of their files.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub modules: BTreeMap<String, SourceLocation>,
    /// Functions by canonical name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, SourceLocation>,
    /// Fields of the arguments, as `messages.js:send.body`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: BTreeMap<String, SourceLocation>,
    /// Fields of the results, as `users.js:get.name`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub results: BTreeMap<String, SourceLocation>,
    /// Tables by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, SourceLocation>,
    /// Fields of tables, as `users.address.city` or `users.tags[].name`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, SourceLocation>,
    /// Indexes, as `users.by_name`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub indexes: BTreeMap<String, SourceLocation>,
    /// HTTP routes, as `GET /path`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub routes: BTreeMap<String, SourceLocation>,
    /// Crons by identifier.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub crons: BTreeMap<String, SourceLocation>,
}

impl Locations {
    /// Checks if no place is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Changes the path of every file.
    pub(super) fn map_files(&mut self, change: &impl Fn(&str) -> String) {
        let maps = [
            &mut self.modules,
            &mut self.functions,
            &mut self.arguments,
            &mut self.results,
            &mut self.tables,
            &mut self.fields,
            &mut self.indexes,
            &mut self.routes,
            &mut self.crons,
        ];
        maps.into_iter().flat_map(BTreeMap::values_mut).for_each(|place| place.file = change(&place.file));
    }
}
