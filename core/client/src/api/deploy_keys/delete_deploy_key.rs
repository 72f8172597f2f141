//! `deleteDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::Action;

/// Deletes a deploy key of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteDeployKey {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// The key, with or without the part before the `|`, or its name.
    pub id: Secret,
}

impl Operation for DeleteDeployKey {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("deleteDeployKey", "POST /deployments/{deployment_name}/delete_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .retry(Retry::UntilGone)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentTokenDelete]);
}
