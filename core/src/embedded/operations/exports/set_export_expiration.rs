//! `setExportExpiration`

use serde_json::json;

use crate::api::audit_log::DeploymentAuditAction;
use crate::api::exports::SetExportExpiration;
use crate::embedded::access::Deployed;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for SetExportExpiration {
    type Subject = Deployed;

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
