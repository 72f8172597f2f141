//! `requestCloudBackup`

use serde::{Deserialize, Serialize};

use super::CloudBackup;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentId};

/// Requests a backup of a deployment's current data. It is kept for a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RequestCloudBackup {
    /// Deployment ID.
    pub deployment_id: DeploymentId,
    /// Includes stored files.
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
