//! `getCloudBackup` and `listCloudBackups`

use super::row::{Backup, described, is_kept};
use crate::api::backups::{CloudBackup, GetCloudBackup, ListCloudBackups};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::exports::ExportRow;
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Behaviour for GetCloudBackup {
    type Subject = Backup;

    fn find(&self, call: &Call<'_>) -> Result<Backup> {
        Backup::find(call, self.cloud_backup_id)
    }

    fn run(self, backup: Backup, _: &mut Call<'_>) -> Result<CloudBackup> {
        Ok(backup.described())
    }
}

impl Behaviour for ListCloudBackups {
    type Subject = Deployed;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<Vec<CloudBackup>> {
        let backups = ExportRow::backups(call.tx, deployment.row.id)?;
        let kept = backups.iter().filter(|export| is_kept(export, call.now));
        Ok(kept.map(|export| described(&deployment.row, export)).collect())
    }
}
