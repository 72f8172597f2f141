//! `restoreFromCloudBackup`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, CloudBackupId, DeploymentId};

/// Gives a deployment the documents of a backup, of its own or of another deployment of the team. All that it has now are
/// deleted; stored files, code and environment variables stay.
///
/// The answer comes when the restore is begun. How far it is tells Convex's system query `_system/cli/queryImport:list`:
/// it is the import whose `requestor` is a `cloudRestore`. All of it is done, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RestoreFromCloudBackup {
    /// The deployment that gets the documents.
    pub deployment_id: DeploymentId,
    /// The backup.
    pub id: CloudBackupId,
}

impl Operation for RestoreFromCloudBackup {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup(
        "restoreFromCloudBackup",
        "POST /dashboard/deployments/{deployment_id}/restore_from_cloud_backup",
    )
    .accepts(Credential::OF_MEMBERS)
    .fails_with(&[
        "DeploymentNotFound",
        "BackupNotFound",
        "BackupNotComplete",
        "BackupInProgress",
        "RestoreInProgress",
        "RestoreNotSupported",
    ])
    .needs(&[Action::DeploymentBackupsImport]);
}
