//! `updateLogStream`

use serde::{Deserialize, Serialize};

use super::{
    AxiomChanges, DatadogChanges, PostHogErrorTrackingChanges, PostHogLogsChanges, SentryChanges, WebhookChanges,
};
use crate::api::{Contract, Operation, Retry};
use crate::model::{Action, open_union};

/// Updates a log stream of a deployment. Absent settings are kept, and `null` removes a setting. The kind cannot be
/// changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
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
        .retry(Retry::Always)
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
