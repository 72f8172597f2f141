//! `uploadImportPart`

use serde::{Deserialize, Serialize};

use crate::api::{Bytes, Contract, Operation, Retry};
use crate::model::Action;

/// Uploads a part of a file and returns the part's token. Parts may be uploaded in any order. A part that is uploaded
/// again replaces the previous one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UploadImportPart {
    /// Upload ID.
    pub upload_token: String,
    /// Position of the part in the file, from 1 to 9,999.
    pub part_number: u32,
    /// Bytes of the part.
    pub content: Bytes,
}

impl Operation for UploadImportPart {
    type Response = String;

    const CONTRACT: Contract = Contract::data("uploadImportPart", "POST /import/upload_part")
        .query(&["uploadToken", "partNumber"])
        .with_bytes("content")
        .retry(Retry::Always)
        .fails_with(&["UploadNotFound", "InvalidPartNumber"])
        .needs(&[Action::DeploymentBackupsImport]);

    fn take_bytes(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.content.0))
    }
}
