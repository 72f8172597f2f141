//! `disablePeriodicBackup`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, DeploymentId};

/// Disables the periodic backups of a deployment. Existing backups are kept until they expire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DisablePeriodicBackup {
    /// Deployment ID.
    pub deployment_id: DeploymentId,
}

impl Operation for DisablePeriodicBackup {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup(
        "disablePeriodicBackup",
        "POST /dashboard/deployments/{deployment_id}/disable_periodic_backup",
    )
    .without_body()
    .accepts(Credential::OF_MEMBERS)
    .retry(Retry::Always)
    .fails_with(&["DeploymentNotFound"])
    .needs(&[Action::DeploymentBackupsDisablePeriodic]);
}
