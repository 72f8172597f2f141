//! `listCloudBackups`

use super::backup::{describe, is_available};
use crate::api::backups::{CloudBackup, ListCloudBackups};
use crate::embedded::access::Deployed;
use crate::embedded::records::export::ExportRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for ListCloudBackups {
    type Subject = Deployed;

    find_by!(deployment_id);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Vec<CloudBackup>> {
        let backups = ExportRow::backups(call.tx, deployment.row.id)?;
        let kept = backups.iter().filter(|export| is_available(export, call.now));
        Ok(kept.map(|export| describe(&deployment.row, export)).collect())
    }
}
