//! `deleteCustomDomain`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, RequestDestination};

/// Removes a custom domain from a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteCustomDomain {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Host of the deployment that the domain points to.
    pub request_destination: RequestDestination,
    /// Domain, such as `api.example.com`.
    pub domain: String,
}

impl Operation for DeleteCustomDomain {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("deleteCustomDomain", "POST /deployments/{deployment_name}/delete_custom_domain")
            .accepts(Credential::OF_PROJECTS)
            .retry(Retry::UntilGone)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentCustomDomainDelete]);
}
