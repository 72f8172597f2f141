//! `finishImportUpload`

use super::request::check_request;
use super::upload::check_upload;
use crate::api::imports::{FinishImportUpload, UploadedImport};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::file;
use crate::embedded::records::import::{ImportState, NewImport};
use crate::embedded::records::job::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for FinishImportUpload {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UploadedImport> {
        let deployment = deployment.row.id;
        let request = check_request(&self.import)?;
        check_upload(call, deployment, &self.upload_token)?;
        if file::arrange(call.tx, &self.upload_token, &self.part_tokens)?.is_none() {
            return Err(bad_request("InvalidPartToken", "invalid part token: unknown or repeated"));
        }
        let (file, member, state) = (self.upload_token.as_str(), call.member(), ImportState::Uploaded);
        let new = NewImport { deployment, file, member, request: &request, state, backup: None };
        let import_id = new.insert(call.tx, call.context, call.now)?;
        call.jobs.push(Job::PreviewImport(import_id.clone()));
        Ok(response!(UploadedImport { import_id }))
    }
}
