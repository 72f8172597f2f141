//! Backups: exports that the platform keeps for a deployment, and restores from them.
//!
//! A backup holds the documents of all tables as they were at one moment, and stored files where that was asked for. It
//! holds no code, no environment variables and no scheduled calls. [`GetZipExport`](crate::api::exports::GetZipExport)
//! downloads it by its `snapshotId`.
//!
//! Source: the descriptions of Convex's dashboard; none of it is documented for others.

mod cancel_cloud_backup;
mod configure_periodic_backup;
mod delete_cloud_backup;
mod disable_periodic_backup;
mod get_cloud_backup;
mod get_periodic_backup_config;
mod list_cloud_backups;
mod request_cloud_backup;
mod restore_from_cloud_backup;

pub use cancel_cloud_backup::CancelCloudBackup;
pub use configure_periodic_backup::ConfigurePeriodicBackup;
pub use delete_cloud_backup::DeleteCloudBackup;
pub use disable_periodic_backup::DisablePeriodicBackup;
pub use get_cloud_backup::GetCloudBackup;
pub use get_periodic_backup_config::{GetPeriodicBackupConfig, PeriodicBackupConfig};
pub use list_cloud_backups::ListCloudBackups;
pub use request_cloud_backup::RequestCloudBackup;
pub use restore_from_cloud_backup::RestoreFromCloudBackup;

use serde::{Deserialize, Serialize};

use crate::model::{CloudBackupId, DeploymentId, open_enum};

open_enum! {
    /// How far a backup is.
    pub enum CloudBackupState {
        /// It was asked for.
        Requested = "requested",
        /// It is being made.
        InProgress = "inProgress",
        /// It is made.
        Complete = "complete",
        /// It was not made, and won't be.
        Failed = "failed",
        /// Somebody wanted it no more.
        Canceled = "canceled",
    }
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloudBackup {
    /// Names the backup.
    pub id: CloudBackupId,
    /// The deployment whose data it holds.
    pub source_deployment_id: DeploymentId,
    /// The name of that deployment.
    pub source_deployment_name: String,
    /// Until when it is kept, in milliseconds since the Unix epoch.
    pub expiration_time: i64,
    /// How far it is.
    pub state: CloudBackupState,
    /// Names the export that it is, once that is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// When it was asked for, in milliseconds since the Unix epoch.
    pub requested_time: i64,
    /// Whether stored files are in it.
    pub include_storage: bool,
    /// When it was made, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_time: Option<i64>,
}
