//! Backups that are made on their own: `configurePeriodicBackup`, `getPeriodicBackupConfig`, `disablePeriodicBackup`

use rusqlite::{OptionalExtension, Row};
use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::backups::{
    ConfigurePeriodicBackup, DisablePeriodicBackup, GetPeriodicBackupConfig, PeriodicBackupConfig,
};
use crate::embedded::refusals::not_in_plan;
use crate::embedded::rows::{DeploymentRow, from_sql, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::model::backup::{Schedule, check_kept};
use crate::model::{DeploymentId, TeamId};

impl Handler for ConfigurePeriodicBackup {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Option<PeriodicBackupConfig>> {
        let row = &deployment.row;
        let team = call.team(TeamId(row.team_id))?;
        if !team.plan.has_periodic_backups() {
            return Err(not_in_plan("automatic backups", team.plan));
        }
        let schedule: Schedule = self.cronspec.parse()?;
        let kept_secs = self.expiration_delta_secs.unwrap_or_else(|| schedule.kept_secs());
        check_kept(kept_secs)?;
        let previous = config(call, row)?;
        let included = previous.as_ref().is_some_and(|previous| previous.include_storage);
        let current = PeriodicBackupConfig {
            source_deployment_id: DeploymentId(row.id),
            cronspec: self.cronspec,
            expiration_delta_secs: kept_secs,
            next_run: schedule.next_after(call.now),
            include_storage: self.include_storage.unwrap_or(included),
        };
        save(call, &current)?;
        let note = json!({ "previous": noted(row, previous.as_ref()), "current": noted(row, Some(&current)) });
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsConfigurePeriodic, &note)?;
        Ok(Some(current))
    }
}

impl Handler for GetPeriodicBackupConfig {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Option<PeriodicBackupConfig>> {
        config(call, &deployment.row)
    }
}

impl Handler for DisablePeriodicBackup {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment_by_id(self.deployment_id)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let Some(previous) = config(call, row)? else { return Ok(()) };
        call.tx.prepare_cached("DELETE FROM periodic_backups WHERE deployment_id = ?1")?.execute([to_sql(row.id)])?;
        let note = json!({ "previous": noted(row, Some(&previous)) });
        call.note(row.team_id, &TeamAuditAction::DeploymentBackupsDisablePeriodic, &note)
    }
}

const CONFIG: &str = "SELECT deployment_id, cronspec, expiration_delta_secs, next_run, include_storage \
     FROM periodic_backups";

fn config(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<Option<PeriodicBackupConfig>> {
    let mut statement = call.tx.prepare_cached(&format!("{CONFIG} WHERE deployment_id = ?1"))?;
    Ok(statement.query_row([to_sql(row.id)], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<PeriodicBackupConfig> {
    Ok(PeriodicBackupConfig {
        source_deployment_id: DeploymentId(from_sql(row.get(0)?)),
        cronspec: row.get(1)?,
        expiration_delta_secs: from_sql(row.get(2)?),
        next_run: row.get(3)?,
        include_storage: row.get(4)?,
    })
}

fn save(call: &RequestContext<'_>, config: &PeriodicBackupConfig) -> Result<()> {
    call.tx
        .prepare_cached(
            "INSERT OR REPLACE INTO periodic_backups (deployment_id, cronspec, expiration_delta_secs, next_run, \
             include_storage) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            to_sql(config.source_deployment_id.0),
            &config.cronspec,
            to_sql(config.expiration_delta_secs),
            config.next_run,
            config.include_storage,
        ))?;
    Ok(())
}

/// How the audit log has it. Source: the dashboard reads the deployment's name there.
fn noted(row: &DeploymentRow, config: Option<&PeriodicBackupConfig>) -> Option<serde_json::Value> {
    config.map(|config| {
        json!({
            "sourceDeploymentId": row.id,
            "sourceDeploymentName": row.name,
            "cronspec": config.cronspec,
            "expirationDeltaSecs": config.expiration_delta_secs,
            "includeStorage": config.include_storage,
        })
    })
}

/// The deployments whose next backup is due, the longest waiting first.
pub(super) fn due(tx: &rusqlite::Transaction<'_>, now: i64) -> Result<Vec<PeriodicBackupConfig>> {
    let mut statement =
        tx.prepare_cached(&format!("{CONFIG} WHERE next_run <= ?1 ORDER BY next_run, deployment_id"))?;
    Ok(statement.query_map([now], read)?.collect::<rusqlite::Result<_>>()?)
}
