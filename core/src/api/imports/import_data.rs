//! `importData`

use serde::{Deserialize, Serialize};

use super::{ImportFormat, ImportMode};
use crate::api::{Bytes, Contract, Operation};
use crate::model::Action;

/// Imports a file at once, without asking. All of it is imported, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportData {
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
    /// The file.
    pub content: Bytes,
}

impl Operation for ImportData {
    type Response = ImportedData;

    const CONTRACT: Contract = Contract::data("importData", "POST /import")
        .query(&["tableName", "componentPath", "format", "mode"])
        .with_bytes("content")
        .fails_with(&["InvalidName", "ImportInvalidName", "ImportFailed"])
        .needs(&[Action::DeploymentBackupsImport]);
}

/// What was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportedData {
    /// How many documents.
    pub num_written: u64,
}
