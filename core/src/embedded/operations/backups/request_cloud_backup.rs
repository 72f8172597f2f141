//! `requestCloudBackup`

use serde_json::json;

use super::backup::{describe, in_progress, is_available, no_backup};
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::{CloudBackup, RequestCloudBackup};
use crate::embedded::access::Deployed;
use crate::embedded::operations::exports::request_export;
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::export::{ExportRow, ExportState, Request, Requestor};
use crate::embedded::refusals::exceeded;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::backup::RETENTION_MS;

impl Handler for RequestCloudBackup {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    /// Waits for an export in progress but not for another backup (assumed).
    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CloudBackup> {
        let row = &deployment.row;
        let backups = ExportRow::backups(call.tx, row.id)?;
        if backups.iter().any(|export| export.state.is_open()) {
            return Err(in_progress("A backup is currently in progress."));
        }
        check_room(call, row, &backups)?;
        let request = Request { include_storage: self.include_storage, component: None };
        let expiration_ts = call.now.saturating_add(RETENTION_MS).saturating_mul(NS_PER_MS);
        let id = request_export(call, row.id, &request, Requestor::CloudBackup, expiration_ts)?;
        let export = ExportRow::by_id(call.tx, &id)?.ok_or_else(|| no_backup(id))?;
        let backup = describe(row, &export);
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsCreate, &json!({ "current": backup }))?;
        Ok(backup)
    }
}

/// Checks that the plan allows one more backup. Failed and cancelled backups don't count.
fn check_room(call: &RequestContext<'_>, row: &DeploymentRow, backups: &[ExportRow]) -> Result<()> {
    let plan = call.team(row.team_id)?.plan;
    let Some(most) = plan.max_backups() else { return Ok(()) };
    let is_stored =
        |export: &&ExportRow| matches!(export.state, ExportState::Completed { .. }) && is_available(export, call.now);
    if (backups.iter().filter(is_stored).count() as u64) < most {
        return Ok(());
    }
    let message = format!(
        "You can only have up to {most} backups on your current plan. Delete some of your existing backups in this \
         deployment to create a new one."
    );
    Err(exceeded("BackupLimitReached", message))
}
