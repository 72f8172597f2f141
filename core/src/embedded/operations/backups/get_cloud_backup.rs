//! `getCloudBackup`

use super::backup::Backup;
use crate::api::backups::{CloudBackup, GetCloudBackup};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetCloudBackup {
    type Subject = Backup;

    find_by!(cloud_backup_id);

    fn run(self, backup: Backup, _: &mut RequestContext<'_>) -> Result<CloudBackup> {
        Ok(backup.describe())
    }
}
