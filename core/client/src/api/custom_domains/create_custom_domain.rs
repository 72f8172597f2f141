//! `createCustomDomain`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, RequestDestination};

/// Adds a domain to a deployment. It serves once it is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreateCustomDomain {
    /// The deployment's name, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Which of the deployment's hosts it stands for.
    pub request_destination: RequestDestination,
    /// The domain: `api.example.com`.
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
