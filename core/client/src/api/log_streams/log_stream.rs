//! What a log stream is, kind by kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogTopic, WebhookFormat};
use crate::keys::Secret;
use crate::model::open_union;

open_union! {
    /// A log stream.
    pub enum LogStream by "logStreamType" {
        /// To Datadog.
        Datadog(DatadogLogStream) = "datadog",
        /// To an address of one's own.
        Webhook(WebhookLogStream) = "webhook",
        /// To Axiom.
        Axiom(AxiomLogStream) = "axiom",
        /// To Sentry.
        Sentry(SentryLogStream) = "sentry",
        /// To PostHog's logs.
        PostHogLogs(PostHogLogsLogStream) = "postHogLogs",
        /// To PostHog's error tracking.
        PostHogErrorTracking(PostHogErrorTrackingLogStream) = "postHogErrorTracking",
    }
}

/// A log stream to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
    /// Where Datadog is.
    pub site_location: DatadogSite,
    /// Tags, sent as `ddtags`.
    pub dd_tags: Vec<String>,
    /// The service that Datadog shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// A log stream to an address of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
    /// Where entries are sent.
    pub url: String,
    /// How entries are sent.
    pub format: WebhookFormat,
    /// With what the signature of each request is checked.
    pub hmac_secret: Secret,
    /// What is sent; absent or `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<LogTopic>>,
}

/// A log stream to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
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

/// A log stream to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentryLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
    /// Tags that are added to each event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// A log stream to PostHog's logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
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

/// A log stream to PostHog's error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingLogStream {
    /// Names the stream.
    pub id: String,
    /// How it goes.
    pub status: LogStreamStatus,
    /// Where PostHog is; by default `https://us.i.posthog.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

open_union! {
    /// How a log stream goes.
    pub enum LogStreamStatus by "type" {
        /// It was created and has not begun.
        Pending(NoDetail) = "pending",
        /// It begins anew, after a change.
        Restarting(NoDetail) = "restarting",
        /// It can't send.
        Failed(LogStreamFailure) = "failed",
        /// It sends.
        Active(NoDetail) = "active",
        /// It is being deleted.
        Deleting(NoDetail) = "deleting",
    }
}

/// Nothing more to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NoDetail {}

/// Why a log stream can't send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LogStreamFailure {
    /// The reason.
    pub reason: String,
}
