//! `createLogStream`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogStreamType, LogTopic, WebhookFormat};
use crate::api::{Contract, Operation};
use crate::keys::Secret;
use crate::model::{Action, open_union};

open_union! {
    /// Creates a log stream of a deployment. There can be one of each kind.
    pub enum CreateLogStream by "logStreamType" {
        /// To Datadog.
        Datadog(DatadogSettings) = "datadog",
        /// To an address of one's own.
        Webhook(WebhookSettings) = "webhook",
        /// To Axiom.
        Axiom(AxiomSettings) = "axiom",
        /// To Sentry.
        Sentry(SentrySettings) = "sentry",
        /// To PostHog's logs.
        PostHogLogs(PostHogLogsSettings) = "postHogLogs",
        /// To PostHog's error tracking.
        PostHogErrorTracking(PostHogErrorTrackingSettings) = "postHogErrorTracking",
    }
}

impl Operation for CreateLogStream {
    type Response = CreatedLogStream;

    const CONTRACT: Contract = Contract::deployment("createLogStream", "POST /create_log_stream")
        .needs(&[Action::DeploymentIntegrationsWrite]);
}

/// Where and how to send logs to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogSettings {
    /// Where Datadog is.
    pub site_location: DatadogSite,
    /// Datadog's API key.
    pub dd_api_key: Secret,
    /// Tags, sent as `ddtags`.
    pub dd_tags: Vec<String>,
    /// The service that Datadog shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Where and how to send logs to an address of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookSettings {
    /// Where entries are sent.
    pub url: String,
    /// How entries are sent.
    pub format: WebhookFormat,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Where and how to send logs to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomSettings {
    /// Axiom's API key.
    pub api_key: Secret,
    /// The dataset in Axiom.
    pub dataset_name: String,
    /// Fields that are added to each entry.
    pub attributes: Vec<AxiomAttribute>,
    /// Where entries are sent, if not to Axiom's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingest_url: Option<String>,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Where and how to send logs to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentrySettings {
    /// The data source name: where Sentry takes events.
    pub dsn: Secret,
    /// Tags that are added to each event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Where and how to send logs to PostHog's logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsSettings {
    /// The token of the project in PostHog.
    pub api_key: Secret,
    /// Where PostHog is; by default `https://us.i.posthog.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The `service.name` of OTLP; by default the deployment's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// Where and how to send logs to PostHog's error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingSettings {
    /// The token of the project in PostHog.
    pub api_key: Secret,
    /// Where PostHog is; by default `https://us.i.posthog.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

/// A log stream that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedLogStream {
    /// Names the stream.
    pub id: String,
    /// Its kind.
    pub log_stream_type: LogStreamType,
    /// Of a webhook: with what the signature of each request is checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hmac_secret: Option<Secret>,
}
