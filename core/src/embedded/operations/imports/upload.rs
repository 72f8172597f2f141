//! Uploads in progress.

use crate::embedded::records::file;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::DeploymentId;

/// Checks that the deployment has this upload.
pub(super) fn check_upload(call: &RequestContext<'_>, deployment: DeploymentId, token: &str) -> Result<()> {
    if file::exists(call.tx, deployment, token)? {
        return Ok(());
    }
    Err(bad_request("UploadNotFound", "upload not found").help("start a new upload"))
}
