//! `restoreFromCloudBackup`

use rusqlite::Transaction;
use serde_json::json;

use super::backup::{Backup, in_progress, no_backup};
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::RestoreFromCloudBackup;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::embedded::access::Deployed;
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::records::import::{ImportState, NewImport, Request};
use crate::embedded::records::job::Job;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{FindBy, Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Action, CloudBackupId, DeploymentClass, DeploymentId};

impl Handler for RestoreFromCloudBackup {
    type Subject = Deployed;

    find_by!(deployment_id);

    fn run(self, target: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let backup = Backup::find_by(call, &self.id)?;
        let target = &target.row;
        if backup.source.row.team_id != target.team_id {
            return Err(no_backup(self.id));
        }
        // The target's users can read what is restored, so a restore requires permission to read the backup (assumed).
        call.check_seen(&backup)?;
        call.check(&Action::DeploymentBackupsDownload, &backup)?;
        check_target(call, target)?;
        let (ExportState::Completed { .. }, Some(file)) = (&backup.export.state, &backup.export.file) else {
            return Err(bad_request("BackupNotComplete", "This backup is not complete"));
        };
        restore(call, target.id, backup.export.position, file)?;
        let note = json!({ "current": { "targetDeploymentName": target.name, "backup": backup.describe() } });
        call.note(target.team_id, &TeamAuditAction::DeploymentBackupsImport, &note)
    }
}

/// Checks that a backup can be restored into a deployment now. Source: the checks and texts are the dashboard's own.
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
    if is_restoring(call.tx, target.id)? {
        return Err(bad_request("RestoreInProgress", "Another backup is being restored at the moment."));
    }
    if ExportRow::backups(call.tx, target.id)?.iter().any(|export| export.state.is_open()) {
        let message = "Please wait for the ongoing backup to be completed before restoring from a backup.";
        return Err(in_progress(message));
    }
    Ok(())
}

/// Starts to replace all documents of a deployment with those of a backup. Keeps existing stored files and adds those
/// that only the backup has.
///
/// Requires no confirmation. Source: the dashboard confirms the import of a restore itself.
fn restore(call: &mut RequestContext<'_>, deployment: DeploymentId, backup: CloudBackupId, file: &str) -> Result<()> {
    let request = Request {
        format: ImportFormat::Zip,
        table: None,
        component: String::new(),
        mode: ImportMode::ReplaceAll,
        keeps_files: true,
    };
    let (member, state, backup) = (call.member(), ImportState::started(), Some(backup));
    let new = NewImport { deployment, file, member, request: &request, state, backup };
    call.jobs.push(Job::Import(new.insert(call.tx, call.context, call.now)?));
    Ok(())
}

/// Checks if a restore into a deployment is in progress.
fn is_restoring(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<bool> {
    let sql = "SELECT 1 FROM imports WHERE deployment_id = ?1 AND is_open = 1 AND backup_id IS NOT NULL";
    Ok(tx.prepare_cached(sql)?.exists([deployment])?)
}
