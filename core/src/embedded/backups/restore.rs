//! `restoreFromCloudBackup`

use serde_json::json;

use super::row::{Backup, in_progress, no_backup};
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::RestoreFromCloudBackup;
use crate::embedded::exports::{ExportRow, ExportState};
use crate::embedded::imports;
use crate::embedded::refusals::bad_request;
use crate::embedded::rows::DeploymentRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::model::{Action, DeploymentClass};

impl Handler for RestoreFromCloudBackup {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, target: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let backup = Backup::find(call, self.id)?;
        let target = &target.row;
        if backup.source.row.team_id != target.team_id {
            return Err(no_backup(self.id));
        }
        // What is restored can be read there, so this takes the right to read it (assumed).
        call.check_seen(&backup)?;
        call.check(&Action::DeploymentBackupsDownload, &backup)?;
        check_target(call, target)?;
        let (ExportState::Completed { .. }, Some(file)) = (&backup.export.state, &backup.export.file) else {
            return Err(bad_request("BackupNotComplete", "This backup is not complete"));
        };
        imports::restore(call, target.id, backup.export.position, file)?;
        let note = json!({ "current": { "targetDeploymentName": target.name, "backup": backup.described() } });
        call.note(target.team_id, &TeamAuditAction::DeploymentBackupsImport, &note)
    }
}

/// Whether a backup can be restored into a deployment now. Source: what the dashboard asks; the texts are its own.
fn check_target(call: &RequestContext<'_>, target: &DeploymentRow) -> Result<()> {
    let class = DeploymentClass::from(target.class.as_str());
    if matches!(class, DeploymentClass::D1024 | DeploymentClass::D2048) {
        let message = format!(
            "Restores into {} deployments must use a physical backup. Contact the Convex team to restore from a \
             physical backup.",
            target.class.to_uppercase()
        );
        return Err(bad_request("RestoreNotSupported", message));
    }
    if imports::is_restoring(call.tx, target.id)? {
        return Err(bad_request("RestoreInProgress", "Another backup is being restored at the moment."));
    }
    if ExportRow::backups(call.tx, target.id)?.iter().any(|export| export.state.is_open()) {
        let message = "Please wait for the ongoing backup to be completed before restoring from a backup.";
        return Err(in_progress(message));
    }
    Ok(())
}
