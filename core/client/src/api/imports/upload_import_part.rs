//! `uploadImportPart`

use serde::{Deserialize, Serialize};

use crate::api::{Bytes, Contract, Operation, Retry};
use crate::model::Action;

/// Uploads a part of a file that is to be imported, and answers the token of the part. Parts may come in any order; one
/// that comes again takes the place of the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UploadImportPart {
    /// Names the upload.
    pub upload_token: String,
    /// The place of the part in the file, from 1 to 9,999.
    pub part_number: u32,
    /// The part.
    pub content: Bytes,
}

impl Operation for UploadImportPart {
    type Response = String;

    const CONTRACT: Contract = Contract::data("uploadImportPart", "POST /import/upload_part")
        .query(&["uploadToken", "partNumber"])
        .with_bytes("content")
        .retried(Retry::Always)
        .fails_with(&["UploadNotFound", "InvalidPartNumber"])
        .needs(&[Action::DeploymentBackupsImport]);

    fn take_bytes(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.content.0))
    }
}
