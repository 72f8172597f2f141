//! `updateLogStream`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogTopic, WebhookFormat};
use crate::api::{Change, Contract, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, open_union};

/// Updates a log stream of a deployment. Absent settings are kept, and `null` removes a setting. The kind cannot be
/// changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateLogStream {
    /// Log stream ID.
    pub id: String,
    /// Changes, with the kind of the stream.
    #[serde(flatten)]
    pub changes: LogStreamChanges,
}

impl Operation for UpdateLogStream {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("updateLogStream", "POST /update_log_stream/{id}")
        .retried(Retry::Always)
        .needs(&[Action::DeploymentIntegrationsWrite]);
}

open_union! {
    /// Changes to a log stream.
    pub enum LogStreamChanges by "logStreamType" {
        /// Datadog.
        Datadog(DatadogChanges) = "datadog",
        /// A webhook.
        Webhook(WebhookChanges) = "webhook",
        /// Axiom.
        Axiom(AxiomChanges) = "axiom",
        /// Sentry.
        Sentry(SentryChanges) = "sentry",
        /// PostHog logs.
        PostHogLogs(PostHogLogsChanges) = "postHogLogs",
        /// PostHog error tracking.
        PostHogErrorTracking(PostHogErrorTrackingChanges) = "postHogErrorTracking",
    }
}

/// Changes to a log stream to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogChanges {
    /// Datadog site.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub site_location: Change<DatadogSite>,
    /// Datadog API key.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dd_api_key: Change<Secret>,
    /// Tags, sent as `ddtags`.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dd_tags: Change<Vec<String>>,
    /// Service name shown in Datadog.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service: Change<String>,
    /// Topics to send. `null` means all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// Changes to a log stream to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookChanges {
    /// URL of the webhook.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub url: Change<String>,
    /// Format of the entries.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub format: Change<WebhookFormat>,
    /// Topics to send. `null` means all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// Changes to a log stream to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomChanges {
    /// Axiom API key.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// Axiom dataset.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dataset_name: Change<String>,
    /// Fields to add to each entry.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub attributes: Change<Vec<AxiomAttribute>>,
    /// Ingest URL. Axiom's default URL if absent.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub ingest_url: Change<String>,
    /// Topics to send. `null` means all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// Changes to a log stream to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentryChanges {
    /// Sentry data source name (DSN).
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dsn: Change<Secret>,
    /// Tags to add to each event.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub tags: Change<BTreeMap<String, String>>,
}

/// Changes to a log stream to PostHog logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsChanges {
    /// Token of the PostHog project.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// PostHog host. `https://us.i.posthog.com` by default.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub host: Change<String>,
    /// OTLP `service.name`. The deployment's name by default.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service_name: Change<String>,
    /// Topics to send. `null` means all topics, including those added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// Changes to a log stream to PostHog error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingChanges {
    /// Token of the PostHog project.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// PostHog host. `https://us.i.posthog.com` by default.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub host: Change<String>,
}
