//! What is imported, and how.

use serde::{Deserialize, Serialize};

/// What is imported, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportRequest {
    /// The table. A zip names its tables itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// The path of the component; the app itself where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_path: Option<String>,
    /// How the file is written.
    pub format: ImportFormat,
    /// What becomes of the documents that are there.
    #[serde(default)]
    pub mode: ImportMode,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ImportFormat {
    /// Comma-separated values, the names of the fields first. Values are numbers, where they look so, and texts.
    Csv,
    /// One document a line, in encoded JSON.
    JsonLines,
    /// An array of documents, in encoded JSON, of 16 MiB at most.
    JsonArray,
    /// What an export writes.
    Zip,
}

/// What becomes of the documents that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ImportMode {
    /// There must be none in the tables that are imported.
    #[default]
    RequireEmpty,
    /// They stay.
    Append,
    /// The tables that are imported have only what is imported.
    Replace,
    /// All tables have only what is imported; those that are neither imported nor in the schema are deleted.
    ReplaceAll,
}
