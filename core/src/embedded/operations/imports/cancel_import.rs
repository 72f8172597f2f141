//! `cancelImport`

use crate::api::imports::CancelImport;
use crate::embedded::access::Deployed;
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CancelImport {
    type Subject = Deployed;

    /// The worker notices the cancelled state and removes the hidden tables.
    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let import = ImportRow::of(call.tx, deployment.row.id, &self.import_id)?;
        let cannot = |what: &str| bad_request("CannotCancelImport", format!("Cannot cancel an import that has {what}"));
        match import.state {
            ImportState::Completed { .. } => Err(cannot("completed")),
            ImportState::Failed { .. } => Err(cannot("failed")),
            _ => {
                import.fail(call.tx, "Import canceled".to_owned())?;
                import.remove_file(call.tx)
            }
        }
    }
}
