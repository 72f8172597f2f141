//! Log streams by kind.

use super::{
    AxiomLogStream, DatadogLogStream, PostHogErrorTrackingLogStream, PostHogLogsLogStream, SentryLogStream,
    WebhookLogStream,
};
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
