//! Changes of schemas and indexes in a push.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FailedSchema;

/// Changes of schemas and indexes in a push.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SchemaChange {
    /// IDs of newly mounted components. For Convex's internal use.
    #[serde(default)]
    pub allocated_component_ids: Value,
    /// ID of each component's pending schema, by path. `null` if it has none.
    #[serde(default)]
    pub schema_ids: BTreeMap<String, Option<String>>,
    /// Changes of indexes, by component path.
    #[serde(default)]
    pub index_diffs: BTreeMap<String, IndexDiff>,
    /// Push ID, if the push was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_id: Option<String>,
    /// Document that does not match, in a dry run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailedSchema>,
}

/// Changes of a component's indexes. Convex writes these names with underscores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IndexDiff {
    /// Added indexes.
    #[serde(default)]
    pub added_indexes: Vec<PushedIndex>,
    /// Indexes that are removed when the push is finished.
    #[serde(default)]
    pub removed_indexes: Vec<PushedIndex>,
    /// Staged indexes that become active.
    #[serde(default)]
    pub enabled_indexes: Vec<PushedIndex>,
    /// Indexes that become staged.
    #[serde(default)]
    pub disabled_indexes: Vec<PushedIndex>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PushedIndex {
    /// Table and index name: `messages.by_author`.
    pub name: String,
    /// Kind of the index.
    #[serde(flatten)]
    pub kind: PushedIndexKind,
    /// `true` if the index is backfilled but not active.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub staged: bool,
}

/// Kind of an index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PushedIndexKind {
    /// An ordered index over fields.
    Database {
        /// Fields.
        fields: Vec<String>,
    },
    /// A full-text search index.
    Search {
        /// Field with the text.
        search_field: String,
        /// Fields that can filter a search.
        filter_fields: Vec<String>,
    },
    /// A vector index.
    Vector {
        /// Number of dimensions of a vector.
        dimensions: u64,
        /// Field with the vector.
        vector_field: String,
        /// Fields that can filter a search.
        filter_fields: Vec<String>,
    },
}
