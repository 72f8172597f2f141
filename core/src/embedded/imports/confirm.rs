//! `performImport` and `cancelImport`

use super::row::ImportRow;
use super::state::ImportState;
use crate::api::Operation;
use crate::api::imports::{CancelImport, PerformImport};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::jobs::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::subject::Deployed;
use crate::embedded::{Answered, Caller, Platform};
use crate::error::Result;

impl Answered for PerformImport {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<()> {
        let begins = platform.in_transaction(true, caller, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let import = ImportRow::of(call.tx, deployment, &self.import_id)?;
            let waits = matches!(import.state, ImportState::WaitingForConfirmation { .. });
            if waits {
                import.set_state(call.tx, &ImportState::begun())?;
            }
            Ok(waits)
        })?;
        if begins { platform.start(Job::Import(self.import_id)) } else { Ok(()) }
    }
}

impl Behaviour for CancelImport {
    type Subject = Deployed;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    /// Who works on it finds that it is at its end, and removes what is there of it.
    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<()> {
        let import = ImportRow::of(call.tx, deployment.row.id, &self.import_id)?;
        let cannot = |what: &str| bad_request("CannotCancelImport", format!("Cannot cancel an import that has {what}"));
        match import.state {
            ImportState::Completed { .. } => Err(cannot("completed")),
            ImportState::Failed { .. } => Err(cannot("failed")),
            _ => import.fail(call.tx, "Import canceled".to_owned()),
        }
    }
}
