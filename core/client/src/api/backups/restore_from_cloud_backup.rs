//! `restoreFromCloudBackup`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, CloudBackupId, DeploymentId};

/// Restores the documents of a backup into a deployment. The backup may belong to another deployment of the team. All
/// current documents are deleted; stored files, code and environment variables are kept.
///
/// The response is sent once the restore has started. Convex's system query `_system/cli/queryImport:list` reports its
/// progress: it is the import whose `requestor` is a `cloudRestore`. The restore is atomic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RestoreFromCloudBackup {
    /// Deployment to restore into.
    pub deployment_id: DeploymentId,
    /// Backup ID.
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
