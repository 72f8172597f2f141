//! `finishImportUpload`

use serde::{Deserialize, Serialize};

use super::ImportRequest;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Finishes an upload and starts the check of the file. Nothing is imported until
/// [`PerformImport`](super::PerformImport).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct FinishImportUpload {
    /// Import settings.
    pub import: ImportRequest,
    /// Upload ID.
    pub upload_token: String,
    /// Tokens of the parts, in file order.
    pub part_tokens: Vec<String>,
}

impl Operation for FinishImportUpload {
    type Response = UploadedImport;

    const CONTRACT: Contract = Contract::data("finishImportUpload", "POST /import/finish_upload")
        .fails_with(&["UploadNotFound", "InvalidPartToken", "InvalidName", "ImportInvalidName"])
        .needs(&[Action::DeploymentBackupsImport]);
}

/// An import whose file is uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UploadedImport {
    /// Import ID.
    pub import_id: String,
}
