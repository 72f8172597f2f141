//! `rotateWebhookSecret`

use serde::{Deserialize, Serialize};

use super::LogStreamType;
use crate::api::{Contract, Operation};
use crate::keys::Secret;
use crate::model::Action;

/// Replaces the secret with which a webhook's requests are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RotateWebhookSecret {
    /// The stream.
    pub id: String,
}

impl Operation for RotateWebhookSecret {
    type Response = RotatedSecret;

    const CONTRACT: Contract = Contract::deployment("rotateWebhookSecret", "POST /rotate_webhook_secret/{id}")
        .without_body()
        .needs(&[Action::DeploymentIntegrationsWrite]);
}

/// The new secret of a log stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RotatedSecret {
    /// Its kind: `webhook`.
    pub log_stream_type: LogStreamType,
    /// With what the signature of each request is checked from now on.
    pub hmac_secret: Secret,
}
