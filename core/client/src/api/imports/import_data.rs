//! `importData`

use serde::{Deserialize, Serialize};

use super::ImportRequest;
use crate::api::{Bytes, Contract, Operation};
use crate::model::Action;

/// Imports a file atomically, without confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ImportData {
    /// Import settings.
    #[serde(flatten)]
    pub import: ImportRequest,
    /// File contents.
    pub content: Bytes,
}

impl Operation for ImportData {
    type Response = ImportedData;

    const CONTRACT: Contract = Contract::data("importData", "POST /import")
        .query(&["tableName", "componentPath", "format", "mode"])
        .with_bytes("content")
        .fails_with(&["InvalidName", "ImportInvalidName", "ImportFailed"])
        .needs(&[Action::DeploymentBackupsImport]);

    fn take_bytes(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.content.0))
    }
}

/// Result of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportedData {
    /// Number of imported documents.
    pub num_written: u64,
}
