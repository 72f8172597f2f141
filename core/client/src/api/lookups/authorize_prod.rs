//! `authorizeProd`

use serde::{Deserialize, Serialize};

use super::DeploymentAccess;
use crate::api::{Contract, Credential, Operation, Retry};

/// Returns the URL and a key of the default production deployment of a deployment's project. The deployment is created if
/// it does not exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct AuthorizeProd {
    /// Name of any deployment of the project.
    pub deployment_name: String,
}

impl Operation for AuthorizeProd {
    type Response = DeploymentAccess;

    const CONTRACT: Contract = Contract::lookup("authorizeProd", "POST /deployment/authorize_prod")
        .accepts(Credential::OF_MEMBERS)
        .retry(Retry::Always)
        .fails_with(&["DeploymentNotFound"]);
}
