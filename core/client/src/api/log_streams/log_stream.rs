//! Log streams by kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogTopic, WebhookFormat};
use crate::keys::Secret;
use crate::model::open_union;

open_union! {
    /// A log stream.
    pub enum LogStream by "logStreamType" {
        /// Datadog.
        Datadog(DatadogLogStream) = "datadog",
        /// A webhook.
        Webhook(WebhookLogStream) = "webhook",
        /// Axiom.
        Axiom(AxiomLogStream) = "axiom",
        /// Sentry.
        Sentry(SentryLogStream) = "sentry",
        /// PostHog logs.
        PostHogLogs(PostHogLogsLogStream) = "postHogLogs",
        /// PostHog error tracking.
        PostHogErrorTracking(PostHogErrorTrackingLogStream) = "postHogErrorTracking",
    }
}

/// A log stream to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
    /// Datadog site.
    pub site_location: DatadogSite,
    /// Tags, sent as `ddtags`.
    pub dd_tags: Vec<String>,
    /// Service name shown in Datadog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// A log stream to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
    /// URL of the webhook.
    pub url: String,
    /// Format of the entries.
    pub format: WebhookFormat,
    /// Secret that signs requests.
    pub hmac_secret: Secret,
    /// Topics to send. If absent or `null`, all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// A log stream to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
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

/// A log stream to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentryLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
    /// Tags to add to each event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// A log stream to PostHog logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
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

/// A log stream to PostHog error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingLogStream {
    /// Log stream ID.
    pub id: String,
    /// Status.
    pub status: LogStreamStatus,
    /// PostHog host. `https://us.i.posthog.com` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

open_union! {
    /// Status of a log stream.
    pub enum LogStreamStatus by "type" {
        /// Created, not started yet.
        Pending(NoDetail) = "pending",
        /// Restarting after a change.
        Restarting(NoDetail) = "restarting",
        /// Failing to send.
        Failed(LogStreamFailure) = "failed",
        /// Sending.
        Active(NoDetail) = "active",
        /// Being deleted.
        Deleting(NoDetail) = "deleting",
    }
}

/// No details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NoDetail {}

/// Reason why a log stream cannot send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LogStreamFailure {
    /// Reason.
    pub reason: String,
}
