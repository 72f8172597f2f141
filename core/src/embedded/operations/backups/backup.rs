//! A backup with its deployment.

use crate::api::backups::{CloudBackup, CloudBackupState};
use crate::api::response;
use crate::embedded::access::{Deployed, Subject};
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::refusals::{bad_request, not_found};
use crate::embedded::runtime::{CallSubject, FindBy, RequestContext};
use crate::error::{Error, ErrorKind, Result};
use crate::model::role::Resource;
use crate::model::{Action, CloudBackupId, DeploymentId, MemberId, ProjectId, TeamId, Timestamp};

/// A backup with its deployment.
pub(in crate::embedded) struct Backup {
    pub(super) source: Deployed,
    pub(super) export: ExportRow,
}

impl FindBy<CloudBackupId> for Backup {
    /// Finds the backup with this ID, unless it has expired.
    fn find_by(call: &RequestContext<'_>, id: &CloudBackupId) -> Result<Self> {
        let export = ExportRow::backup(call.tx, *id)?.filter(|export| is_available(export, call.now));
        let export = export.ok_or_else(|| no_backup(id))?;
        // A backup of a foreign deployment counts as missing.
        let source = call.deployment_by_id(export.deployment).map_err(|error| match error.kind() {
            ErrorKind::NotFound => no_backup(id),
            _ => error,
        })?;
        Ok(Self { source, export })
    }
}

impl Backup {
    /// Returns the backup in the API's form.
    pub(super) fn describe(&self) -> CloudBackup {
        describe(&self.source.row, &self.export)
    }
}

impl Subject for Backup {
    fn team(&self) -> Option<TeamId> {
        self.source.team()
    }

    fn project(&self) -> Option<ProjectId> {
        self.source.project()
    }

    fn deployment(&self) -> Option<DeploymentId> {
        self.source.deployment()
    }

    fn resource(&self, action: &Action, actor: Option<MemberId>) -> Resource<'_> {
        self.source.resource(action, actor)
    }

    fn unseen(&self) -> Error {
        no_backup(self.export.position)
    }
}

impl CallSubject for Backup {}

/// Backup not found.
pub(super) fn no_backup(named: impl std::fmt::Display) -> Error {
    not_found("BackupNotFound", "backup", named)
}

/// A backup in progress blocks the call.
pub(super) fn in_progress(message: &str) -> Error {
    bad_request("BackupInProgress", message)
}

/// Checks if a backup has not expired.
pub(super) fn is_available(export: &ExportRow, now: i64) -> bool {
    export.state.is_open() || export.expiration_ts > now.saturating_mul(NS_PER_MS)
}

/// Returns a deployment's backup in the API's form.
pub(super) fn describe(source: &DeploymentRow, export: &ExportRow) -> CloudBackup {
    let (state, completed_time) = match &export.state {
        ExportState::Requested {} => (CloudBackupState::Requested, None),
        ExportState::InProgress { .. } => (CloudBackupState::InProgress, None),
        ExportState::Completed { complete_ts, .. } => {
            (CloudBackupState::Complete, Some(Timestamp::from_millis(complete_ts / NS_PER_MS)))
        }
        ExportState::Failed { .. } => (CloudBackupState::Failed, None),
        ExportState::Canceled { .. } => (CloudBackupState::Canceled, None),
    };
    let has_snapshot = matches!(state, CloudBackupState::InProgress | CloudBackupState::Complete);
    response!(CloudBackup {
        id: export.position,
        source_deployment_id: source.id,
        source_deployment_name: source.name.clone(),
        expiration_time: Timestamp::from_millis(export.expiration_ts / NS_PER_MS),
        state,
        snapshot_id: has_snapshot.then(|| export.id.clone()),
        requested_time: Timestamp::from_millis(export.create_time),
        include_storage: export.request.include_storage,
        completed_time,
    })
}
