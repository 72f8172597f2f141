//! `requestCloudBackup`

use serde::{Deserialize, Serialize};

use super::CloudBackup;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentId};

/// Asks for a backup of a deployment as it is now. It is kept for a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestCloudBackup {
    /// The deployment.
    pub deployment_id: DeploymentId,
    /// Whether stored files are in it.
    #[serde(default)]
    pub include_storage: bool,
}

impl Operation for RequestCloudBackup {
    type Response = CloudBackup;

    const CONTRACT: Contract =
        Contract::lookup("requestCloudBackup", "POST /dashboard/deployments/{deployment_id}/request_cloud_backup")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["DeploymentNotFound", "BackupInProgress", "BackupLimitReached"])
            .needs(&[Action::DeploymentBackupsCreate]);
}
