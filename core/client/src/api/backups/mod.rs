//! Backups: exports that the platform stores for a deployment, and restores from them.
//!
//! A backup contains the documents of all tables as of one moment, and stored files if requested. It contains no code,
//! environment variables or scheduled calls. [`GetZipExport`](crate::api::exports::GetZipExport) downloads it by its
//! `snapshotId`.
//!
//! Source: the descriptions of Convex's dashboard; these operations are not documented for others.

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

use crate::model::{CloudBackupId, DeploymentId, Timestamp, open_enum};

open_enum! {
    /// Progress of a backup.
    pub enum CloudBackupState {
        /// Requested, not started.
        Requested = "requested",
        /// In progress.
        InProgress = "inProgress",
        /// Complete.
        Complete = "complete",
        /// Failed. It is not retried.
        Failed = "failed",
        /// Canceled.
        Canceled = "canceled",
    }
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CloudBackup {
    /// Backup ID.
    pub id: CloudBackupId,
    /// Deployment that was backed up.
    pub source_deployment_id: DeploymentId,
    /// Name of that deployment.
    pub source_deployment_name: String,
    /// Expiration time.
    pub expiration_time: Timestamp,
    /// Progress of the backup.
    pub state: CloudBackupState,
    /// ID of the export that holds the backup, once it has started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// Request time.
    pub requested_time: Timestamp,
    /// Includes stored files.
    pub include_storage: bool,
    /// Completion time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_time: Option<Timestamp>,
}
