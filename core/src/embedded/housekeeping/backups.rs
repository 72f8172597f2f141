//! Removes expired backups and requests periodic ones.

use rusqlite::Transaction;
use serde_json::json;

use crate::api::audit_log::{AuditLogActor, DeploymentAuditAction, SystemActor};
use crate::api::backups::PeriodicBackupConfig;
use crate::api::response;
use crate::embedded::audit::note_on_deployment_as;
use crate::embedded::context::Context;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::export::{ExportRow, NewExport, Request, Requestor, is_any_expired};
use crate::embedded::records::job::Job;
use crate::embedded::records::periodic_backup;
use crate::embedded::records::{DeploymentRow, TeamRow, to_sql};
use crate::error::Result;
use crate::model::backup::Schedule;

/// Checks if a backup has expired or is due.
pub(super) fn is_any_due(tx: &Transaction<'_>, now: i64) -> Result<bool> {
    Ok(periodic_backup::is_any_due(tx, now)? || is_any_expired(tx, now.saturating_mul(NS_PER_MS))?)
}

/// Removes expired backups and requests those that are due. Returns the requested jobs.
pub(super) fn run(tx: &Transaction<'_>, context: &Context, now: i64) -> Result<Vec<Job>> {
    loop {
        let expired = ExportRow::expired_backups(tx, now.saturating_mul(NS_PER_MS))?;
        if expired.is_empty() {
            break;
        }
        expired.iter().try_for_each(|export| export.remove(tx))?;
    }
    let made = periodic_backup::due(tx, now)?.into_iter().map(|config| request(tx, context, &config, now));
    Ok(made.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Requests a due backup if the team's plan still includes them, and saves the time of the next one.
fn request(tx: &Transaction<'_>, context: &Context, config: &PeriodicBackupConfig, now: i64) -> Result<Option<Job>> {
    let deployment = config.source_deployment_id;
    let schedule: Schedule = config.cronspec.parse()?;
    periodic_backup::set_next_run(tx, deployment, schedule.next_after(now))?;
    let Some(row) = DeploymentRow::by_id(tx, deployment)? else { return Ok(None) };
    if TeamRow::by_id(tx, row.team_id)?.is_none_or(|team| !team.plan.has_periodic_backups()) {
        return Ok(None);
    }
    let request = Request { include_storage: config.include_storage, component: None };
    let kept_ms = to_sql(config.expiration_delta_secs).saturating_mul(1_000);
    let expiration_ts = now.saturating_add(kept_ms).saturating_mul(NS_PER_MS);
    let requestor = Requestor::CloudBackup;
    let id = NewExport { deployment, request: &request, requestor, expiration_ts, now }.insert(tx, context)?;
    let actor = AuditLogActor::System(response!(SystemActor {}));
    let note = json!({ "id": id, "requestor": requestor.as_str() });
    note_on_deployment_as(tx, deployment, (None, &actor), &DeploymentAuditAction::RequestExport, &note, now)?;
    Ok(Some(Job::Export(id)))
}
