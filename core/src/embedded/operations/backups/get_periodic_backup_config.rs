//! `getPeriodicBackupConfig`

use crate::api::backups::{GetPeriodicBackupConfig, PeriodicBackupConfig};
use crate::embedded::access::Deployed;
use crate::embedded::records::periodic_backup;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetPeriodicBackupConfig {
    type Subject = Deployed;

    find_by!(deployment_id);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Option<PeriodicBackupConfig>> {
        periodic_backup::of_deployment(call.tx, deployment.row.id)
    }
}
