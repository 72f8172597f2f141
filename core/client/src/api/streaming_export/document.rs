//! A document, as streaming export sends it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A document, as streaming export sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct StreamedDocument {
    /// The path of its component; empty for the app itself.
    #[serde(rename = "_component")]
    pub component: String,
    /// Its table.
    #[serde(rename = "_table")]
    pub table: String,
    /// The database's timestamp of the change: of documents with the same id the one with the greatest is the latest.
    #[serde(rename = "_ts")]
    pub ts: i64,
    /// Whether it was deleted; then it has its `_id` alone. Said of changes only.
    #[serde(rename = "_deleted", default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Its fields, in the format that was asked for.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}
