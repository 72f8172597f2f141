//! A document that does not match the schema of a push.

use serde::{Deserialize, Serialize};

/// A document that does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailedSchema {
    /// Document and reason.
    pub error: String,
    /// Path of the component. Empty for the app.
    pub component_path: String,
    /// Table.
    pub table_name: Option<String>,
}
