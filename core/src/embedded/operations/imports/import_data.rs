//! `importData`

use super::request::check_request;
use crate::api::Operation;
use crate::api::imports::{ImportData, ImportedData};
use crate::cancel::Cancel;
use crate::embedded::records::file;
use crate::embedded::records::import::{ImportRow, ImportState, NewImport};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::embedded::workers::imports;
use crate::error::{Error, ErrorKind, Result};

in_steps!(ImportData);

impl StepsHandler for ImportData {
    /// Runs all steps of the import on the calling thread.
    fn run(self, steps: &Steps<'_>) -> Result<ImportedData> {
        let Self { import, content } = self;
        let id = steps.transaction(true, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let request = check_request(&import)?;
            let file = call.context.random.opaque_id()?;
            file::create(call.tx, deployment, &file, call.now)?;
            file::put(call.tx, &file, 1, "", &content.0)?;
            let (member, state) = (call.member(), ImportState::Uploaded);
            let new = NewImport { deployment, file: &file, member, request: &request, state, backup: None };
            new.insert(call.tx, call.context, call.now)
        })?;
        let (database, stop) = (&*steps.runtime.database, Cancel::default());
        let _lock = database.store.lock_work(&stop)?;
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
                Ok(ImportedData { num_written: u64::try_from(num_rows_written).unwrap_or_default() })
            }
            Some(ImportState::Failed { error_message }) => Err(bad_request("ImportFailed", error_message)),
            _ => Err(Error::new(ErrorKind::Internal, "an import did not finish")),
        }
    }
}
