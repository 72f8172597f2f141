//! `cancelCloudBackup`

use super::backup::Backup;
use crate::api::backups::CancelCloudBackup;
use crate::embedded::operations::exports::cancel;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for CancelCloudBackup {
    type Subject = Backup;

    find_by!(cloud_backup_id);

    /// A backup that has not started can be cancelled too (assumed).
    fn run(self, backup: Backup, call: &mut RequestContext<'_>) -> Result<()> {
        if !backup.export.state.is_open() {
            return Err(bad_request("CannotCancelBackup", "Cannot cancel a backup that is at its end"));
        }
        cancel(&backup.export, call)
    }
}
