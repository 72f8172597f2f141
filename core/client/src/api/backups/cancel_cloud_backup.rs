//! `cancelCloudBackup`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, CloudBackupId};

/// Cancels a backup that is not complete yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CancelCloudBackup {
    /// Backup ID.
    pub cloud_backup_id: CloudBackupId,
}

impl Operation for CancelCloudBackup {
    type Response = ();

    const CONTRACT: Contract =
        Contract::lookup("cancelCloudBackup", "POST /dashboard/cloud_backups/{cloud_backup_id}/cancel")
            .without_body()
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["BackupNotFound", "CannotCancelBackup"])
            .needs(&[Action::DeploymentBackupsDelete]);
}
