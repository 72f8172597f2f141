//! `createCustomDomain`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, RequestDestination};

/// Adds a custom domain to a deployment. It becomes active once it is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateCustomDomain {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Host of the deployment that the domain points to.
    pub request_destination: RequestDestination,
    /// Domain, such as `api.example.com`.
    pub domain: String,
}

impl Operation for CreateCustomDomain {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("createCustomDomain", "POST /deployments/{deployment_name}/create_custom_domain")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentCustomDomainCreate]);
}
