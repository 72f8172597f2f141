//! Changes of documents as people declare them.

use serde::{Deserialize, Serialize};

/// The changes that a person declares for the documents of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableChanges {
    /// Path of the component; empty for the root.
    #[serde(default)]
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Number of the step after which they are made. Defaults to the first step that migrates the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    /// Changes, in the order in which they are made.
    pub changes: Vec<DocumentChange>,
}

/// One change of every document of a table. Values are in encoded JSON: `1` is a float64, `{"$integer": …}` an int64.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum DocumentChange {
    /// Sets a field where it is absent.
    Set {
        /// Place of the field.
        path: String,
        /// Its value.
        value: serde_json::Value,
    },
    /// Removes a field.
    Unset {
        /// Place of the field.
        path: String,
    },
    /// Moves the value of a field to another of the same object, unless that one is set.
    Rename {
        /// Old place.
        from: String,
        /// New place.
        path: String,
    },
    /// Replaces some values by others.
    Map {
        /// Place of the value.
        path: String,
        /// Old and new values. Other values are kept.
        values: Vec<Replacement>,
    },
    /// Converts values to another type.
    Convert {
        /// Place of the value.
        path: String,
        /// New type.
        to: Conversion,
    },
    /// Replaces an id by a field of the document that it names, such as the id of another table.
    Retarget {
        /// Place of the id.
        path: String,
        /// Table of the document that the id names.
        through: String,
        /// Field of that document.
        field: String,
    },
}

/// A value and its replacement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Replacement {
    /// Old value.
    pub from: serde_json::Value,
    /// New value.
    pub to: serde_json::Value,
}

/// Type that values are converted to. A value that has no exact counterpart is kept, and the failure reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Conversion {
    /// Numbers and texts of numbers to `v.number()`.
    Float64,
    /// Whole numbers and texts of whole numbers to `v.int64()`.
    Int64,
    /// Numbers, booleans and null to their text.
    String,
    /// `"true"`, `"false"`, 0 and 1 to a boolean.
    Boolean,
    /// A value to an array of it; arrays are kept.
    Array,
}

impl DocumentChange {
    /// Returns the places that the change is about.
    pub(super) fn paths(&self) -> Vec<&str> {
        match self {
            Self::Set { path, .. }
            | Self::Unset { path }
            | Self::Map { path, .. }
            | Self::Convert { path, .. }
            | Self::Retarget { path, .. } => vec![path],
            Self::Rename { from, path } => vec![from, path],
        }
    }
}
