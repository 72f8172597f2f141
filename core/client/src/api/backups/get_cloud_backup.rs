//! `getCloudBackup`

use serde::{Deserialize, Serialize};

use super::CloudBackup;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, CloudBackupId};

/// Gets a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetCloudBackup {
    /// Backup ID.
    pub cloud_backup_id: CloudBackupId,
}

impl Operation for GetCloudBackup {
    type Response = CloudBackup;

    const CONTRACT: Contract = Contract::lookup("getCloudBackup", "GET /dashboard/cloud_backups/{cloud_backup_id}")
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["BackupNotFound"])
        .needs(&[Action::DeploymentBackupsView]);
}
