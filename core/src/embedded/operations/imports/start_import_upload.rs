//! `startImportUpload`

use crate::api::imports::{ImportUpload, StartImportUpload};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::file;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for StartImportUpload {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<ImportUpload> {
        let upload_token = call.context.random.opaque_id()?;
        file::create(call.tx, deployment.row.id, &upload_token, call.now)?;
        Ok(response!(ImportUpload { upload_token }))
    }
}
