//! `getPeriodicBackupConfig`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentId, Timestamp};

/// Returns the periodic backup configuration of a deployment, or `null` if periodic backups are disabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetPeriodicBackupConfig {
    /// Deployment ID.
    pub deployment_id: DeploymentId,
}

impl Operation for GetPeriodicBackupConfig {
    type Response = Option<PeriodicBackupConfig>;

    const CONTRACT: Contract = Contract::lookup(
        "getPeriodicBackupConfig",
        "GET /dashboard/deployments/{deployment_id}/get_periodic_backup_config",
    )
    .accepts(Credential::OF_MEMBERS)
    .fails_with(&["DeploymentNotFound"])
    .needs(&[Action::DeploymentBackupsView]);
}

/// Periodic backup configuration of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeriodicBackupConfig {
    /// Deployment ID.
    pub source_deployment_id: DeploymentId,
    /// Schedule, in UTC: `30 4 * * *` for each day at 4:30, `30 4 * * 0` for each Sunday.
    pub cronspec: String,
    /// Retention of each backup, in seconds.
    pub expiration_delta_secs: u64,
    /// Time of the next backup.
    pub next_run: Timestamp,
    /// Includes stored files.
    pub include_storage: bool,
}
