//! `createLogStream`

use serde::{Deserialize, Serialize};

use super::{
    AxiomSettings, DatadogSettings, LogStreamType, PostHogErrorTrackingSettings, PostHogLogsSettings, SentrySettings,
    WebhookSettings,
};
use crate::api::{Contract, Operation};
use crate::keys::Secret;
use crate::model::{Action, open_union};

open_union! {
    /// Creates a log stream of a deployment. A deployment can have one of each kind.
    pub enum CreateLogStream by "logStreamType" {
        /// Datadog.
        Datadog(DatadogSettings) = "datadog",
        /// A webhook.
        Webhook(WebhookSettings) = "webhook",
        /// Axiom.
        Axiom(AxiomSettings) = "axiom",
        /// Sentry.
        Sentry(SentrySettings) = "sentry",
        /// PostHog logs.
        PostHogLogs(PostHogLogsSettings) = "postHogLogs",
        /// PostHog error tracking.
        PostHogErrorTracking(PostHogErrorTrackingSettings) = "postHogErrorTracking",
    }
}

impl Operation for CreateLogStream {
    type Response = CreatedLogStream;

    const CONTRACT: Contract = Contract::deployment("createLogStream", "POST /create_log_stream")
        .needs(&[Action::DeploymentIntegrationsWrite]);
}

/// A newly created log stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedLogStream {
    /// Log stream ID.
    pub id: String,
    /// Kind of the log stream.
    pub log_stream_type: LogStreamType,
    /// Secret that signs requests. Webhooks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hmac_secret: Option<Secret>,
}
