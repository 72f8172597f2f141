//! `disablePeriodicBackup`

use serde_json::json;

use super::periodic::to_metadata;
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::DisablePeriodicBackup;
use crate::embedded::access::Deployed;
use crate::embedded::records::periodic_backup;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DisablePeriodicBackup {
    type Subject = Deployed;

    find_by!(deployment_id);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let Some(previous) = periodic_backup::of_deployment(call.tx, row.id)? else { return Ok(()) };
        periodic_backup::remove(call.tx, row.id)?;
        let note = json!({ "previous": to_metadata(row, Some(&previous)) });
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsDisablePeriodic, &note)
    }
}
