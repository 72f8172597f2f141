//! Selection of the data that a sync exports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::SelectionState;

/// Selection of a deployment's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct SyncSelection {
    /// Inclusion of components that `components` does not list.
    #[serde(rename = "_other")]
    pub other: SelectionState,
    /// Selections by component path. The empty path is the app.
    #[serde(flatten)]
    pub components: BTreeMap<String, ComponentSelection>,
}

/// Selection of a component's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ComponentSelection {
    /// Some of its tables.
    Tables(SelectedTables),
    /// Nothing.
    Excluded(Excluded),
}

/// Selection of a component's tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct SelectedTables {
    /// Inclusion of tables that `tables` does not list.
    #[serde(rename = "_other")]
    pub other: SelectionState,
    /// Selections by table name.
    #[serde(flatten)]
    pub tables: BTreeMap<String, TableSelection>,
}

/// Selection of a table's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TableSelection {
    /// Some of its columns.
    Columns(Columns),
    /// Nothing.
    Excluded(Excluded),
}

/// Selection of a table's columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct Columns {
    /// Inclusion of columns that `columns` does not list.
    #[serde(rename = "_other")]
    pub other: SelectionState,
    /// Inclusion by column name. `_id` is always exported.
    #[serde(flatten)]
    pub columns: BTreeMap<String, SelectionState>,
}

/// Marker for excluded data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub enum Excluded {
    /// Nothing.
    #[serde(rename = "excluded")]
    Excluded,
}
