//! `startImportUpload`, `uploadImportPart` and `finishImportUpload`

use super::row::{NewImport, Request};
use super::state::ImportState;
use crate::api::imports::{
    FinishImportUpload, ImportFormat, ImportRequest, ImportUpload, StartImportUpload, UploadImportPart, UploadedImport,
};
use crate::embedded::documents::is_system;
use crate::embedded::files;
use crate::embedded::job::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::{Error, Result};
use crate::value::limits::is_identifier;

/// The numbers that parts may have.
const PARTS: std::ops::Range<u32> = 1..10_000;

impl Handler for StartImportUpload {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<ImportUpload> {
        let upload_token = call.context.random.opaque_id()?;
        files::create(call.tx, deployment.row.id, &upload_token, call.now)?;
        Ok(ImportUpload { upload_token })
    }
}

impl Handler for UploadImportPart {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<String> {
        find_upload(call, deployment.row.id, &self.upload_token)?;
        if !PARTS.contains(&self.part_number) {
            return Err(bad_request("InvalidPartNumber", "a part has a number from 1 to 9,999"));
        }
        let token = call.context.random.opaque_id()?;
        files::put(call.tx, &self.upload_token, self.part_number, &token, &self.content.0)?;
        Ok(token)
    }
}

impl Handler for FinishImportUpload {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UploadedImport> {
        let deployment = deployment.row.id;
        let request = checked(&self.import)?;
        find_upload(call, deployment, &self.upload_token)?;
        if files::arrange(call.tx, &self.upload_token, &self.part_tokens)?.is_none() {
            return Err(bad_request("InvalidPartToken", "a token names no part of the upload, or one names it twice"));
        }
        let (file, member, state) = (self.upload_token.as_str(), call.member(), ImportState::Uploaded);
        let new = NewImport { deployment, file, member, request: &request, state, backup: None };
        let import_id = new.insert(call.tx, call.context, call.now)?;
        call.jobs.push(Job::LookAtImport(import_id.clone()));
        Ok(UploadedImport { import_id })
    }
}

fn find_upload(call: &RequestContext<'_>, deployment: u64, token: &str) -> Result<()> {
    if files::exists(call.tx, deployment, token)? {
        return Ok(());
    }
    Err(bad_request("UploadNotFound", "there is no such upload").help("begin another one"))
}

/// What is asked for, if it can be done. Source: the codes and texts are Convex's own.
pub(super) fn checked(request: &ImportRequest) -> Result<Request> {
    let ImportRequest { table_name, component_path, format, mode } = request;
    if let Some(name) = table_name {
        if !is_identifier(name) {
            let name: String = name.chars().take(80).collect();
            return Err(bad_request("ImportInvalidName", format!("invalid table name {name}")));
        }
        if is_system(name) {
            let message = format!("Invalid table name {name} starts with metadata prefix '_'");
            return Err(bad_request("ImportInvalidName", message));
        }
    }
    let wanted = |kind: &str| bad_request("InvalidName", format!("{kind} import requires table name"));
    match (format, table_name) {
        (ImportFormat::Zip, Some(_)) => return Err(bad_request("InvalidName", "ZIP import cannot have table name")),
        (ImportFormat::Csv, None) => return Err(wanted("CSV")),
        (ImportFormat::JsonArray, None) => return Err(wanted("JSON")),
        (ImportFormat::JsonLines, None) => return Err(wanted("JSONL")),
        _ => {}
    }
    let component = component_path.clone().unwrap_or_default();
    if !component.is_empty() && !component.split('/').all(is_identifier) {
        return Err(Error::invalid_input(format!("`{}` is no path of a component", component.escape_debug()))
            .with_code("ImportInvalidName"));
    }
    Ok(Request { format: *format, table: table_name.clone(), component, mode: *mode, keeps_files: false })
}
