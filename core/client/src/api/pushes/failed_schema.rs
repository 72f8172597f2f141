//! A document that does not match the schema of a push.

use serde::{Deserialize, Serialize};

/// A document that does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailedSchema {
    /// Which, and why.
    pub error: String,
    /// The path of its component; empty for the app itself.
    pub component_path: String,
    /// Its table.
    pub table_name: Option<String>,
}
