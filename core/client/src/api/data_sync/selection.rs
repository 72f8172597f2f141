//! What a data sync exports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Inclusion;

/// What is exported of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct Selection {
    /// Whether components are exported that `components` doesn't name.
    #[serde(rename = "_other")]
    pub other: Inclusion,
    /// By the paths of components; the empty one is the app itself.
    #[serde(flatten)]
    pub components: BTreeMap<String, ComponentSelection>,
}

/// What is exported of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ComponentSelection {
    /// Some of its tables.
    Tables(Tables),
    /// Nothing.
    Excluded(Excluded),
}

/// Some of the tables of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct Tables {
    /// Whether tables are exported that `tables` doesn't name.
    #[serde(rename = "_other")]
    pub other: Inclusion,
    /// By the names of tables.
    #[serde(flatten)]
    pub tables: BTreeMap<String, TableSelection>,
}

/// What is exported of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TableSelection {
    /// Some of its columns.
    Columns(Columns),
    /// Nothing.
    Excluded(Excluded),
}

/// Some of the columns of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct Columns {
    /// Whether columns are exported that `columns` doesn't name.
    #[serde(rename = "_other")]
    pub other: Inclusion,
    /// By the names of columns. `_id` is always exported.
    #[serde(flatten)]
    pub columns: BTreeMap<String, Inclusion>,
}

/// Stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub enum Excluded {
    /// Nothing.
    #[serde(rename = "excluded")]
    Excluded,
}
