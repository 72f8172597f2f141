//! `configurePeriodicBackup`

use serde_json::json;

use super::periodic::to_metadata;
use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::{ConfigurePeriodicBackup, PeriodicBackupConfig};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::periodic_backup;
use crate::embedded::refusals::not_in_plan;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Timestamp;
use crate::model::backup::{Schedule, check_kept};

impl Handler for ConfigurePeriodicBackup {
    type Subject = Deployed;

    find_by!(deployment_id);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Option<PeriodicBackupConfig>> {
        let row = &deployment.row;
        let team = call.team(row.team_id)?;
        if !team.plan.has_periodic_backups() {
            return Err(not_in_plan("automatic backups", team.plan));
        }
        let schedule: Schedule = self.cronspec.parse()?;
        let kept_secs = self.expiration_delta_secs.unwrap_or_else(|| schedule.kept_secs());
        check_kept(kept_secs)?;
        let previous = periodic_backup::of_deployment(call.tx, row.id)?;
        let included = previous.as_ref().is_some_and(|previous| previous.include_storage);
        let current = response!(PeriodicBackupConfig {
            source_deployment_id: row.id,
            cronspec: self.cronspec,
            expiration_delta_secs: kept_secs,
            next_run: Timestamp::from_millis(schedule.next_after(call.now)),
            include_storage: self.include_storage.unwrap_or(included),
        });
        periodic_backup::save(call.tx, &current)?;
        let note =
            json!({ "previous": to_metadata(row, previous.as_ref()), "current": to_metadata(row, Some(&current)) });
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsConfigurePeriodic, &note)?;
        Ok(Some(current))
    }
}
