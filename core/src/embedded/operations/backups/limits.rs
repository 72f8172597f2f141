//! Limits of backups by plan. The numbers are in `model/plan.rs`, times in `model/backup.rs`.

use super::backup::is_available;
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::refusals::exceeded;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Checks that the plan allows one more backup. Failed and cancelled backups don't count.
pub(super) fn check_number(call: &RequestContext<'_>, row: &DeploymentRow, backups: &[ExportRow]) -> Result<()> {
    let plan = call.team(row.team_id)?.plan;
    let Some(most) = plan.max_backups() else { return Ok(()) };
    let is_stored =
        |export: &&ExportRow| matches!(export.state, ExportState::Completed { .. }) && is_available(export, call.now);
    if (backups.iter().filter(is_stored).count() as u64) < most {
        return Ok(());
    }
    let message = format!(
        "You can only have up to {most} backups on your current plan. Delete some of your existing backups in this \
         deployment to create a new one."
    );
    Err(exceeded("BackupLimitReached", message))
}
