//! `configurePeriodicBackup`

use serde::{Deserialize, Serialize};

use super::PeriodicBackupConfig;
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, DeploymentId};

/// Configures daily or weekly backups of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ConfigurePeriodicBackup {
    /// Deployment ID.
    pub deployment_id: DeploymentId,
    /// Schedule, in UTC: `30 4 * * *` for each day at 4:30, `30 4 * * 0` for each Sunday.
    pub cronspec: String,
    /// Retention of each backup, in seconds. By default one week, or two weeks for weekly backups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration_delta_secs: Option<u64>,
    /// Includes stored files. If absent, the current setting is kept. Off initially.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_storage: Option<bool>,
}

impl Operation for ConfigurePeriodicBackup {
    type Response = Option<PeriodicBackupConfig>;

    const CONTRACT: Contract = Contract::lookup(
        "configurePeriodicBackup",
        "POST /dashboard/deployments/{deployment_id}/configure_periodic_backup",
    )
    .accepts(Credential::OF_MEMBERS)
    .retry(Retry::Always)
    .fails_with(&["DeploymentNotFound", "FeatureNotInPlan", "InvalidCronspec", "InvalidExpiration"])
    .needs(&[Action::DeploymentBackupsConfigurePeriodic]);
}
