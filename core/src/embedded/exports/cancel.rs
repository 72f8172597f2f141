//! `cancelExport` and `setExportExpiration`

use serde_json::json;

use super::row::ExportRow;
use super::state::ExportState;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::exports::{CancelExport, SetExportExpiration};
use crate::embedded::documents::{NS_PER_MS, current_ts};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Handler for CancelExport {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let export = ExportRow::of(call.tx, deployment.row.id, &self.snapshot_id)?;
        if !export.state.is_open() {
            return Err(bad_request("CannotCancelExport", "Cannot cancel an export that is at its end"));
        }
        cancel(&export, call)
    }
}

/// Cancels an export that is not at its end.
pub(in crate::embedded) fn cancel(export: &ExportRow, call: &RequestContext<'_>) -> Result<()> {
    let canceled_ts = current_ts(call.tx, export.deployment, call.now)?;
    let state = ExportState::Canceled { start_ts: export.state.start_ts(), canceled_ts };
    export.set_state(call.tx, &state, None)?;
    let note = json!({ "id": export.id });
    call.note_on_deployment(export.deployment, &DeploymentAuditAction::CancelExport, &note)
}

impl Handler for SetExportExpiration {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let deployment = deployment.row.id;
        let export = ExportRow::of(call.tx, deployment, &self.snapshot_id)?;
        if !matches!(export.state, ExportState::Completed { .. }) {
            return Err(bad_request("ExportNotCompleted", "Can only set expiration on completed exports"));
        }
        let expiration_ts = i64::try_from(self.expiration_ts_ns).unwrap_or(i64::MAX);
        export.set_expiration(call.tx, expiration_ts)?;
        let note = json!({ "id": export.id, "expiration_ts_ms": expiration_ts / NS_PER_MS });
        call.note_on_deployment(deployment, &DeploymentAuditAction::SetExportExpiration, &note)
    }
}
