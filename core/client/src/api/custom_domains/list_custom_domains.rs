//! `listCustomDomains`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, RequestDestination, Timestamp};

/// Lists the custom domains of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListCustomDomains {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
}

impl Operation for ListCustomDomains {
    type Response = CustomDomainList;

    const CONTRACT: Contract =
        Contract::management("listCustomDomains", "GET /deployments/{deployment_name}/custom_domains")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["DeploymentNotFound"])
            .needs(&[Action::DeploymentCustomDomainView]);
}

/// Custom domains of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomDomainList {
    /// Custom domains.
    pub domains: Vec<CustomDomain>,
}

/// A custom domain of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomDomain {
    /// Creation time.
    pub creation_time: Timestamp,
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Host of the deployment that the domain points to.
    pub request_destination: RequestDestination,
    /// Domain.
    pub domain: String,
    /// Verification time. Absent until verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification_time: Option<Timestamp>,
}
