//! `urlForKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;

/// Returns the URL of a key's deployment, as a plain string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UrlForKey {
    /// Key.
    pub deploy_key: Secret,
}

impl Operation for UrlForKey {
    type Response = String;

    const CONTRACT: Contract = Contract::lookup("urlForKey", "POST /deployment/url_for_key")
        .accepts(Credential::ANY)
        .retry(Retry::Always)
        .fails_with(&["DeploymentNotFound"]);
}
