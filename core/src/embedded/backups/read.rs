//! `getCloudBackup` and `listCloudBackups`

use super::row::{Backup, described, is_kept};
use crate::api::backups::{CloudBackup, GetCloudBackup, ListCloudBackups};
use crate::embedded::exports::ExportRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Handler for GetCloudBackup {
    type Subject = Backup;

    fn find(&self, call: &RequestContext<'_>) -> Result<Backup> {
        Backup::find(call, self.cloud_backup_id)
    }

    fn run(self, backup: Backup, _: &mut RequestContext<'_>) -> Result<CloudBackup> {
        Ok(backup.described())
    }
}

impl Handler for ListCloudBackups {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Vec<CloudBackup>> {
        let backups = ExportRow::backups(call.tx, deployment.row.id)?;
        let kept = backups.iter().filter(|export| is_kept(export, call.now));
        Ok(kept.map(|export| described(&deployment.row, export)).collect())
    }
}
