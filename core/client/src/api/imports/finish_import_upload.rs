//! `finishImportUpload`

use serde::{Deserialize, Serialize};

use super::ImportRequest;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Ends an upload, and has the file looked at. Nothing is imported before it is [performed](super::PerformImport).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FinishImportUpload {
    /// What is imported, and how.
    pub import: ImportRequest,
    /// Names the upload.
    pub upload_token: String,
    /// The tokens of the parts, in the order of the file.
    pub part_tokens: Vec<String>,
}

impl Operation for FinishImportUpload {
    type Response = UploadedImport;

    const CONTRACT: Contract = Contract::data("finishImportUpload", "POST /import/finish_upload")
        .fails_with(&["UploadNotFound", "InvalidPartToken", "InvalidName", "ImportInvalidName"])
        .needs(&[Action::DeploymentBackupsImport]);
}

/// An import whose file is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UploadedImport {
    /// Names the import.
    pub import_id: String,
}
