//! Settings of an import.

use serde::{Deserialize, Serialize};

/// Import settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ImportRequest {
    /// Table. Ignored for ZIP files, which name their tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// Path of the component. The app by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_path: Option<String>,
    /// File format.
    pub format: ImportFormat,
    /// Handling of existing documents.
    #[serde(default)]
    pub mode: ImportMode,
}

/// File format of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ImportFormat {
    /// Comma-separated values with a header row. Values that look like numbers become numbers; the rest are strings.
    Csv,
    /// One document per line, in encoded JSON.
    JsonLines,
    /// An array of documents in encoded JSON, at most 16 MiB.
    JsonArray,
    /// A ZIP file as written by an export.
    Zip,
}

/// Handling of existing documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ImportMode {
    /// Fails if an imported table contains documents.
    #[default]
    RequireEmpty,
    /// Keeps existing documents.
    Append,
    /// Replaces the documents of the imported tables.
    Replace,
    /// Replaces the documents of all tables. Tables that are neither imported nor in the schema are deleted.
    ReplaceAll,
}
