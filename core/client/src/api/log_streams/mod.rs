//! Log streams of a deployment.

mod create_log_stream;
mod delete_log_stream;
mod get_log_stream;
mod list_log_streams;
mod log_stream;
mod log_stream_status;
mod rotate_webhook_secret;
mod sinks;
mod update_log_stream;

pub use create_log_stream::{CreateLogStream, CreatedLogStream};
pub use delete_log_stream::DeleteLogStream;
pub use get_log_stream::GetLogStream;
pub use list_log_streams::ListLogStreams;
pub use log_stream::LogStream;
pub use log_stream_status::{LogStreamFailure, LogStreamStatus, NoDetail};
pub use rotate_webhook_secret::{RotateWebhookSecret, RotatedSecret};
pub use sinks::{
    AxiomChanges, AxiomLogStream, AxiomSettings, DatadogChanges, DatadogLogStream, DatadogSettings,
    PostHogErrorTrackingChanges, PostHogErrorTrackingLogStream, PostHogErrorTrackingSettings, PostHogLogsChanges,
    PostHogLogsLogStream, PostHogLogsSettings, SentryChanges, SentryLogStream, SentrySettings, WebhookChanges,
    WebhookLogStream, WebhookSettings,
};
pub use update_log_stream::{LogStreamChanges, UpdateLogStream};

use serde::{Deserialize, Serialize};

use crate::model::open_enum;

open_enum! {
    /// Topic of log entries.
    pub enum LogTopic {
        Verification = "verification",
        Console = "console",
        FunctionExecution = "function_execution",
        Exception = "exception",
        AuditLog = "audit_log",
        SchedulerStats = "scheduler_stats",
        ScheduledJobLag = "scheduled_job_lag",
        CurrentStorageUsage = "current_storage_usage",
        ConcurrencyStats = "concurrency_stats",
        StorageApiBandwidth = "storage_api_bandwidth",
        LogStreamEgress = "log_stream_egress",
        CustomAudit = "custom_audit",
    }
}

open_enum! {
    /// Kind of a log stream.
    pub enum LogStreamType {
        Datadog = "datadog",
        Webhook = "webhook",
        Axiom = "axiom",
        Sentry = "sentry",
        PostHogLogs = "postHogLogs",
        PostHogErrorTracking = "postHogErrorTracking",
    }
}

open_enum! {
    /// A Datadog site.
    pub enum DatadogSite {
        Us1 = "US1",
        Us3 = "US3",
        Us5 = "US5",
        Eu = "EU",
        Us1Fed = "US1_FED",
        Ap1 = "AP1",
    }
}

open_enum! {
    /// Format of the entries sent to a webhook.
    pub enum WebhookFormat {
        /// A JSON array per request.
        Json = "json",
        /// A JSON object per line.
        Jsonl = "jsonl",
    }
}

/// A field to add to each entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct AxiomAttribute {
    /// Name.
    pub key: String,
    /// Value.
    pub value: String,
}
