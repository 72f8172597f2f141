//! `listDeployKeys`

use serde::{Deserialize, Serialize};

use super::DeployKeyDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Lists the deploy keys of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeployKeys {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
}

impl Operation for ListDeployKeys {
    type Response = Vec<DeployKeyDetails>;

    const CONTRACT: Contract =
        Contract::management("listDeployKeys", "GET /deployments/{deployment_name}/list_deploy_keys")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentTokenView]);
}
