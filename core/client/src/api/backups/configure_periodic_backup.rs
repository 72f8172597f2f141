//! `configurePeriodicBackup`

use serde::{Deserialize, Serialize};

use super::PeriodicBackupConfig;
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, DeploymentId};

/// Has a deployment backed up each day or each week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConfigurePeriodicBackup {
    /// The deployment.
    pub deployment_id: DeploymentId,
    /// When, in UTC: `30 4 * * *` each day at 4:30, `30 4 * * 0` each Sunday.
    pub cronspec: String,
    /// How long each backup is kept, in seconds: a week where nothing is said, two where it is made each week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration_delta_secs: Option<u64>,
    /// Whether stored files are in it. Where nothing is said it stays as it is, and is not so at first.
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
    .retried(Retry::Always)
    .fails_with(&["DeploymentNotFound", "FeatureNotInPlan", "InvalidCronspec", "InvalidExpiration"])
    .needs(&[Action::DeploymentBackupsConfigurePeriodic]);
}
