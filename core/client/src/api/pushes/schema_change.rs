//! What a push changes in schemas and indexes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FailedSchema;

/// What a push changes in schemas and indexes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SchemaChange {
    /// The ids of components that are mounted anew; of no use to others.
    #[serde(default)]
    pub allocated_component_ids: Value,
    /// The id of the pending schema of each component, by its path; `null` where it has none.
    #[serde(default)]
    pub schema_ids: BTreeMap<String, Option<String>>,
    /// The indexes that change, by the paths of components.
    #[serde(default)]
    pub index_diffs: BTreeMap<String, IndexDiff>,
    /// Names the push, where it was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_id: Option<String>,
    /// The document that does not match, where the push is not kept and one doesn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailedSchema>,
}

/// The indexes of a component that change. Convex writes these names with underscores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct IndexDiff {
    /// Those that are added.
    #[serde(default)]
    pub added_indexes: Vec<Index>,
    /// Those that are removed, when the push is finished.
    #[serde(default)]
    pub removed_indexes: Vec<Index>,
    /// Those that were staged, and are in use from now on.
    #[serde(default)]
    pub enabled_indexes: Vec<Index>,
    /// Those that are staged from now on.
    #[serde(default)]
    pub disabled_indexes: Vec<Index>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct Index {
    /// The table and the name: `messages.by_author`.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: IndexKind,
    /// Whether it is filled, but not used yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub staged: bool,
}

/// What an index is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum IndexKind {
    /// Of fields, in an order.
    Database {
        /// The fields.
        fields: Vec<String>,
    },
    /// Of the words of a text.
    Search {
        /// The field with the text.
        search_field: String,
        /// The fields that a search can be narrowed by.
        filter_fields: Vec<String>,
    },
    /// Of vectors.
    Vector {
        /// How many numbers a vector has.
        dimensions: u64,
        /// The field with the vector.
        vector_field: String,
        /// The fields that a search can be narrowed by.
        filter_fields: Vec<String>,
    },
}
