//! `requestCloudBackup`

use serde_json::json;

use super::backup::{describe, in_progress, no_backup};
use super::limits::check_number;
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::{CloudBackup, RequestCloudBackup};
use crate::embedded::access::Deployed;
use crate::embedded::operations::exports::request_export;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::export::{ExportRow, Request, Requestor};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::backup::RETENTION_MS;

impl Handler for RequestCloudBackup {
    type Subject = Deployed;

    find_by!(deployment_id);

    /// Waits for an export in progress but not for another backup (assumed).
    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CloudBackup> {
        let row = &deployment.row;
        let backups = ExportRow::backups(call.tx, row.id)?;
        if backups.iter().any(|export| export.state.is_open()) {
            return Err(in_progress("A backup is currently in progress."));
        }
        check_number(call, row, &backups)?;
        let request = Request { include_storage: self.include_storage, component: None };
        let expiration_ts = call.now.saturating_add(RETENTION_MS).saturating_mul(NS_PER_MS);
        let id = request_export(call, row.id, &request, Requestor::CloudBackup, expiration_ts)?;
        let export = ExportRow::by_id(call.tx, &id)?.ok_or_else(|| no_backup(id))?;
        let backup = describe(row, &export);
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsCreate, &json!({ "current": backup }))?;
        Ok(backup)
    }
}
