//! `performImport`

use crate::api::imports::PerformImport;
use crate::embedded::access::Deployed;
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::records::job::Job;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for PerformImport {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let import = ImportRow::of(call.tx, deployment.row.id, &self.import_id)?;
        if matches!(import.state, ImportState::WaitingForConfirmation { .. }) {
            import.set_state(call.tx, &ImportState::started())?;
            call.jobs.push(Job::Import(self.import_id));
        }
        Ok(())
    }
}
