//! `uploadImportPart`

use super::upload::check_upload;
use crate::api::imports::UploadImportPart;
use crate::embedded::access::Deployed;
use crate::embedded::records::file;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

/// Valid part numbers.
const PARTS: std::ops::Range<u32> = 1..10_000;

impl Handler for UploadImportPart {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<String> {
        check_upload(call, deployment.row.id, &self.upload_token)?;
        if !PARTS.contains(&self.part_number) {
            return Err(bad_request("InvalidPartNumber", "invalid part number: must be from 1 to 9,999"));
        }
        let token = call.context.random.opaque_id()?;
        file::put(call.tx, &self.upload_token, self.part_number, &token, &self.content.0)?;
        Ok(token)
    }
}
