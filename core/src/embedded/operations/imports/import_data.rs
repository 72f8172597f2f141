//! `importData`

use super::request::check_request;
use super::upload::check_upload;
use crate::api::Operation;
use crate::api::imports::{ImportData, ImportRequest, ImportedData};
use crate::api::response;
use crate::cancel::Cancel;
use crate::embedded::records::file;
use crate::embedded::records::import::{ImportRow, ImportState, NewImport};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{RequestContext, Steps, StepsHandler, in_steps};
use crate::embedded::workers::imports;
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentId;

in_steps!(ImportData);

impl StepsHandler for ImportData {
    fn run(self, steps: &Steps<'_>) -> Result<ImportedData> {
        run(steps, &self.import, &Content::Whole(&self.content.0))
    }
}

/// Content of an import.
pub(in crate::embedded) enum Content<'a> {
    /// All of it.
    Whole(&'a [u8]),
    /// An upload and the tokens of its parts, in order.
    Uploaded(&'a str, &'a [String]),
}

/// Runs all steps of an import on the calling thread.
pub(in crate::embedded) fn run(
    steps: &Steps<'_>,
    import: &ImportRequest,
    content: &Content<'_>,
) -> Result<ImportedData> {
    let (deployment, id) = steps.transaction(true, |call| {
        let deployment = call.admit(&ImportData::CONTRACT)?.row.id;
        let request = check_request(import)?;
        let file = file_of(call, deployment, content)?;
        let (member, state) = (call.member(), ImportState::Uploaded);
        let new = NewImport { deployment, file: &file, member, request: &request, state, backup: None };
        Ok((deployment, new.insert(call.tx, call.context, call.now)?))
    })?;
    let (database, stop) = (&*steps.runtime.database, Cancel::default());
    let _turn = steps.runtime.jobs.enter(deployment)?;
    imports::preview(database, &id)?;
    let begins = database.with_time(true, |tx, _| {
        let import = ImportRow::by_id(tx, &id)?;
        let waits = import.filter(|import| matches!(import.state, ImportState::WaitingForConfirmation { .. }));
        waits.map(|import| import.set_state(tx, &ImportState::started())).transpose()
    })?;
    if begins.is_some() {
        imports::perform(database, &id, &stop)?;
    }
    match database.with_time(false, |tx, _| ImportRow::by_id(tx, &id))?.map(|import| import.state) {
        Some(ImportState::Completed { num_rows_written, .. }) => {
            Ok(response!(ImportedData { num_written: u64::try_from(num_rows_written).unwrap_or_default() }))
        }
        Some(ImportState::Failed { error_message }) => Err(bad_request("ImportFailed", error_message)),
        _ => Err(Error::new(ErrorKind::Internal, "an import did not finish")),
    }
}

/// Stores the content in a file and returns the file's ID.
fn file_of(call: &RequestContext<'_>, deployment: DeploymentId, content: &Content<'_>) -> Result<String> {
    match content {
        Content::Whole(bytes) => {
            let file = call.context.random.opaque_id()?;
            file::create(call.tx, deployment, &file, call.now)?;
            file::put(call.tx, &file, 1, "", bytes)?;
            Ok(file)
        }
        Content::Uploaded(upload, parts) => {
            check_upload(call, deployment, upload)?;
            let arranged = file::arrange(call.tx, upload, parts)?;
            arranged.ok_or_else(|| Error::new(ErrorKind::Internal, "an upload lacks parts"))?;
            Ok((*upload).to_owned())
        }
    }
}
