//! `deleteCloudBackup`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, CloudBackupId};

/// Deletes a backup that is not in progress. This cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteCloudBackup {
    /// Backup ID.
    pub cloud_backup_id: CloudBackupId,
}

impl Operation for DeleteCloudBackup {
    type Response = ();

    const CONTRACT: Contract =
        Contract::lookup("deleteCloudBackup", "POST /dashboard/cloud_backups/{cloud_backup_id}/delete")
            .without_body()
            .accepts(Credential::OF_MEMBERS)
            .retry(Retry::UntilGone)
            .fails_with(&["BackupNotFound", "BackupInProgress"])
            .needs(&[Action::DeploymentBackupsDelete]);
}
