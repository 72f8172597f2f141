//! `getPeriodicBackupConfig`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentId};

/// Gets how a deployment is backed up on its own; nothing where it isn't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetPeriodicBackupConfig {
    /// The deployment.
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

/// How a deployment is backed up on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PeriodicBackupConfig {
    /// The deployment.
    pub source_deployment_id: DeploymentId,
    /// When, in UTC: `30 4 * * *` each day at 4:30, `30 4 * * 0` each Sunday.
    pub cronspec: String,
    /// How long each backup is kept, in seconds.
    pub expiration_delta_secs: u64,
    /// When the next one is made, in milliseconds since the Unix epoch.
    pub next_run: i64,
    /// Whether stored files are in it.
    pub include_storage: bool,
}
