//! `deleteCloudBackup` and `cancelCloudBackup`

use serde_json::json;

use super::row::{Backup, in_progress};
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::{CancelCloudBackup, DeleteCloudBackup};
use crate::embedded::exports;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for DeleteCloudBackup {
    type Subject = Backup;

    fn find(&self, call: &RequestContext<'_>) -> Result<Backup> {
        Backup::find(call, self.cloud_backup_id)
    }

    /// A restore from it that has begun has a copy of its own; one that waits fails, and changes nothing.
    fn run(self, backup: Backup, call: &mut RequestContext<'_>) -> Result<()> {
        if backup.export.state.is_open() {
            return Err(in_progress("This backup hasn't completed yet."));
        }
        backup.export.remove(call.tx)?;
        let note = json!({ "previous": backup.described() });
        call.note(backup.source.row.team_id, &TeamAuditAction::DeploymentBackupsDelete, &note)
    }
}

impl Handler for CancelCloudBackup {
    type Subject = Backup;

    fn find(&self, call: &RequestContext<'_>) -> Result<Backup> {
        Backup::find(call, self.cloud_backup_id)
    }

    /// One that is not begun yet can be cancelled too (assumed).
    fn run(self, backup: Backup, call: &mut RequestContext<'_>) -> Result<()> {
        if !backup.export.state.is_open() {
            return Err(bad_request("CannotCancelBackup", "Cannot cancel a backup that is at its end"));
        }
        exports::cancel(&backup.export, call)
    }
}
