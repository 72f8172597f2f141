//! `getDeployment`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Gets a cloud deployment by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetDeployment {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
}

impl Operation for GetDeployment {
    type Response = DeploymentDetails;

    const CONTRACT: Contract = Contract::management("getDeployment", "GET /deployments/{deployment_name}")
        .accepts(Credential::OF_PROJECTS)
        .fails_with(&["DeploymentNotFound"])
        .needs(&[Action::DeploymentView]);
}
