//! `getCanonicalUrls`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};

/// Returns the canonical URLs of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetCanonicalUrls {}

impl Operation for GetCanonicalUrls {
    type Response = CanonicalUrls;

    const CONTRACT: Contract = Contract::deployment("getCanonicalUrls", "GET /get_canonical_urls");
}

/// Canonical URLs of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CanonicalUrls {
    /// URL for clients: `CONVEX_CLOUD_URL` in its functions.
    pub convex_cloud_url: String,
    /// URL of its HTTP actions: `CONVEX_SITE_URL` in its functions.
    pub convex_site_url: String,
}
