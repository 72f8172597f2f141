//! `listCustomDomains`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, RequestDestination};

/// Lists the domains of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListCustomDomains {
    /// The deployment's name, such as `happy-otter-123`.
    pub deployment_name: String,
}

impl Operation for ListCustomDomains {
    type Response = CustomDomains;

    const CONTRACT: Contract =
        Contract::management("listCustomDomains", "GET /deployments/{deployment_name}/custom_domains")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentCustomDomainView]);
}

/// The domains of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomDomains {
    /// The domains.
    pub domains: Vec<CustomDomain>,
}

/// A domain of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomDomain {
    /// When it was added, in milliseconds since the Unix epoch.
    pub creation_time: i64,
    /// The deployment.
    pub deployment_name: String,
    /// Which of the deployment's hosts it stands for.
    pub request_destination: RequestDestination,
    /// The domain.
    pub domain: String,
    /// When it was verified, in milliseconds since the Unix epoch; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification_time: Option<i64>,
}
