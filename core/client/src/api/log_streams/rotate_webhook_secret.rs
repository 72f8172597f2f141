//! `rotateWebhookSecret`

use serde::{Deserialize, Serialize};

use super::LogStreamType;
use crate::api::{Contract, Operation};
use crate::keys::Secret;
use crate::model::Action;

/// Replaces the secret that signs a webhook's requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RotateWebhookSecret {
    /// Log stream ID.
    pub id: String,
}

impl Operation for RotateWebhookSecret {
    type Response = RotatedSecret;

    const CONTRACT: Contract = Contract::deployment("rotateWebhookSecret", "POST /rotate_webhook_secret/{id}")
        .without_body()
        .needs(&[Action::DeploymentIntegrationsWrite]);
}

/// New secret of a log stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RotatedSecret {
    /// Kind of the log stream: `webhook`.
    pub log_stream_type: LogStreamType,
    /// New secret that signs requests.
    pub hmac_secret: Secret,
}
