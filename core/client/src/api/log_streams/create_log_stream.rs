//! `createLogStream`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogStreamType, LogTopic, WebhookFormat};
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

/// Settings of a log stream to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogSettings {
    /// Datadog site.
    pub site_location: DatadogSite,
    /// Datadog API key.
    pub dd_api_key: Secret,
    /// Tags, sent as `ddtags`.
    pub dd_tags: Vec<String>,
    /// Service name shown in Datadog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Settings of a log stream to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookSettings {
    /// URL of the webhook.
    pub url: String,
    /// Format of the entries.
    pub format: WebhookFormat,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Settings of a log stream to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomSettings {
    /// Axiom API key.
    pub api_key: Secret,
    /// Axiom dataset.
    pub dataset_name: String,
    /// Fields to add to each entry.
    pub attributes: Vec<AxiomAttribute>,
    /// Ingest URL. Axiom's default URL if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingest_url: Option<String>,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Settings of a log stream to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentrySettings {
    /// Sentry data source name (DSN).
    pub dsn: Secret,
    /// Tags to add to each event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Settings of a log stream to PostHog logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsSettings {
    /// Token of the PostHog project.
    pub api_key: Secret,
    /// PostHog host. `https://us.i.posthog.com` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// OTLP `service.name`. The deployment's name by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Settings of a log stream to PostHog error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingSettings {
    /// Token of the PostHog project.
    pub api_key: Secret,
    /// PostHog host. `https://us.i.posthog.com` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

/// A newly created log stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedLogStream {
    /// Log stream ID.
    pub id: String,
    /// Kind of the log stream.
    pub log_stream_type: LogStreamType,
    /// Secret that signs requests. Webhooks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hmac_secret: Option<Secret>,
}
