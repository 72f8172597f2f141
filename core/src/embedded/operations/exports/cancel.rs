//! Cancels exports, including backups.

use serde_json::json;

use crate::api::audit_log::DeploymentAuditAction;
use crate::embedded::records::document::current_ts;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Cancels an unfinished export.
pub(in crate::embedded::operations) fn cancel(export: &ExportRow, call: &RequestContext<'_>) -> Result<()> {
    let canceled_ts = current_ts(call.tx, export.deployment, call.now)?;
    let state = ExportState::Canceled { start_ts: export.state.start_ts(), canceled_ts };
    export.set_state(call.tx, &state, None)?;
    let note = json!({ "id": export.id });
    call.note_on_deployment(export.deployment, &DeploymentAuditAction::CancelExport, &note)
}
