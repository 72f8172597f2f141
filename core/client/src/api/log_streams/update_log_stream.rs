//! `updateLogStream`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogTopic, WebhookFormat};
use crate::api::{Change, Contract, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, open_union};

/// Changes a log stream of a deployment: what is absent stays, and `null` takes a setting away. The kind can't be
/// changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpdateLogStream {
    /// The stream.
    pub id: String,
    /// What changes, with the kind of the stream.
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
    /// What changes of a log stream.
    pub enum LogStreamChanges by "logStreamType" {
        /// To Datadog.
        Datadog(DatadogChanges) = "datadog",
        /// To an address of one's own.
        Webhook(WebhookChanges) = "webhook",
        /// To Axiom.
        Axiom(AxiomChanges) = "axiom",
        /// To Sentry.
        Sentry(SentryChanges) = "sentry",
        /// To PostHog's logs.
        PostHogLogs(PostHogLogsChanges) = "postHogLogs",
        /// To PostHog's error tracking.
        PostHogErrorTracking(PostHogErrorTrackingChanges) = "postHogErrorTracking",
    }
}

/// What changes of a log stream to Datadog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DatadogChanges {
    /// Where Datadog is.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub site_location: Change<DatadogSite>,
    /// Datadog's API key.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dd_api_key: Change<Secret>,
    /// Tags, sent as `ddtags`.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dd_tags: Change<Vec<String>>,
    /// The service that Datadog shows.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service: Change<String>,
    /// What is sent; `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// What changes of a log stream to an address of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WebhookChanges {
    /// Where entries are sent.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub url: Change<String>,
    /// How entries are sent.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub format: Change<WebhookFormat>,
    /// What is sent; `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// What changes of a log stream to Axiom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AxiomChanges {
    /// Axiom's API key.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// The dataset in Axiom.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dataset_name: Change<String>,
    /// Fields that are added to each entry.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub attributes: Change<Vec<AxiomAttribute>>,
    /// Where entries are sent, if not to Axiom's own address.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub ingest_url: Change<String>,
    /// What is sent; `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// What changes of a log stream to Sentry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentryChanges {
    /// The data source name: where Sentry takes events.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dsn: Change<Secret>,
    /// Tags that are added to each event.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub tags: Change<BTreeMap<String, String>>,
}

/// What changes of a log stream to PostHog's logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogLogsChanges {
    /// The token of the project in PostHog.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// Where PostHog is; by default `https://us.i.posthog.com`.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub host: Change<String>,
    /// The `service.name` of OTLP; by default the deployment's name.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub service_name: Change<String>,
    /// What is sent; `null` means everything, also what is added in the future.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub topics: Change<Vec<LogTopic>>,
}

/// What changes of a log stream to PostHog's error tracking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PostHogErrorTrackingChanges {
    /// The token of the project in PostHog.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub api_key: Change<Secret>,
    /// Where PostHog is; by default `https://us.i.posthog.com`.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub host: Change<String>,
}
