//! `deleteCloudBackup`

use serde_json::json;

use super::backup::{Backup, in_progress};
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::DeleteCloudBackup;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteCloudBackup {
    type Subject = Backup;

    find_by!(cloud_backup_id);

    /// A restore in progress has its own copy of the backup. A restore that has not started fails and changes nothing.
    fn run(self, backup: Backup, call: &mut RequestContext<'_>) -> Result<()> {
        if backup.export.state.is_open() {
            return Err(in_progress("This backup hasn't completed yet."));
        }
        backup.export.remove(call.tx)?;
        let note = json!({ "previous": backup.describe() });
        call.note(backup.source.row.team_id, &TeamAuditAction::DeploymentBackupsDelete, &note)
    }
}
