//! A document that does not match the schema of a push.

use serde::{Deserialize, Serialize};

/// A document that does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FailedSchema {
    /// Document and reason.
    pub error: String,
    /// Path of the component. Empty for the app.
    pub component_path: String,
    /// Table.
    pub table_name: Option<String>,
}
