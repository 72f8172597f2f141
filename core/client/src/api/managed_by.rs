//! Integrations that manage teams and keys.

use serde::{Deserialize, Serialize};

/// The integration that manages a team or a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ManagedBy {
    /// Vercel Marketplace.
    Vercel,
    /// An application that members have granted access to.
    OauthApp(String),
    /// An integration that this version does not know, as received.
    #[serde(untagged)]
    Other(serde_json::Value),
}
