//! Documents of the streaming export.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A document of the streaming export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StreamedDocument {
    /// Path of the component. Empty for the app.
    #[serde(rename = "_component")]
    pub component: String,
    /// Table.
    #[serde(rename = "_table")]
    pub table: String,
    /// Database timestamp of the change. Among documents with the same ID, the one with the greatest timestamp is the
    /// latest.
    #[serde(rename = "_ts")]
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub ts: i64,
    /// `true` if the document was deleted; it then has only `_id`. Present for changes only.
    #[serde(rename = "_deleted", default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Fields, in the requested format.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}
