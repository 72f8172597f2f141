//! `deleteCustomDomain`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, RequestDestination};

/// Removes a domain from a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeleteCustomDomain {
    /// The deployment's name, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Which of the deployment's hosts it stands for.
    pub request_destination: RequestDestination,
    /// The domain: `api.example.com`.
    pub domain: String,
}

impl Operation for DeleteCustomDomain {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("deleteCustomDomain", "POST /deployments/{deployment_name}/delete_custom_domain")
            .accepts(Credential::OF_PROJECTS)
            .retried(Retry::UntilGone)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentCustomDomainDelete]);
}
