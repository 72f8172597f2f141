//! `updateCanonicalUrl`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::{Action, RequestDestination};

/// Changes a canonical URL of a deployment: `CONVEX_CLOUD_URL` or `CONVEX_SITE_URL` in its functions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateCanonicalUrl {
    /// URL to change.
    pub request_destination: RequestDestination,
    /// New URL. If absent, the default URL of the deployment is restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Operation for UpdateCanonicalUrl {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("updateCanonicalUrl", "POST /update_canonical_url")
        .retry(Retry::Always)
        .needs(&[Action::DeploymentEnvWrite]);
}
