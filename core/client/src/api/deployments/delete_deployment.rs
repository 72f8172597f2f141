//! `deleteDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::Action;

/// Deletes a deployment with all its data and files. The project is kept.
///
/// This cannot be undone: create and download a backup first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteDeployment {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
}

impl Operation for DeleteDeployment {
    type Response = ();

    const CONTRACT: Contract = Contract::management("deleteDeployment", "POST /deployments/{deployment_name}/delete")
        .without_body()
        .accepts(Credential::OF_PROJECTS)
        .retry(Retry::UntilGone)
        .fails_with(&["DeploymentNotFound"])
        .needs(&[Action::DeploymentDelete]);
}
