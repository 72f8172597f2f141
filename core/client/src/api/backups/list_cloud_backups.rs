//! `listCloudBackups`

use serde::{Deserialize, Serialize};

use super::CloudBackup;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, DeploymentId};

/// Lists the backups of a deployment, newest first. Expired backups are not listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListCloudBackups {
    /// Deployment ID.
    pub deployment_id: DeploymentId,
}

impl Operation for ListCloudBackups {
    type Response = Vec<CloudBackup>;

    const CONTRACT: Contract =
        Contract::lookup("listCloudBackups", "GET /dashboard/deployments/{deployment_id}/list_cloud_backups")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentBackupsView]);
}
