//! Settings of each kind of log stream, declared once for its creation, its description and its changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AxiomAttribute, DatadogSite, LogStreamStatus, LogTopic, WebhookFormat};
use crate::api::Change;
use crate::keys::Secret;

/// Declares three types for a kind of log stream: the settings that create it, the log stream, and changes to it.
///
/// A setting is `required`, `optional`, or `hidden`: a secret of another service, which a log stream does not show. A
/// field that is `shown` is not a setting.
macro_rules! sink {
    (
        $(#[$settings_doc:meta])* $settings:ident,
        $(#[$stream_doc:meta])* $stream:ident,
        $(#[$changes_doc:meta])* $changes:ident:
        hidden { $($(#[$hidden_doc:meta])* $hidden:ident: $hidden_type:ty,)* }
        required { $($(#[$required_doc:meta])* $required:ident: $required_type:ty,)* }
        optional { $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty,)* }
        shown { $($(#[$shown_doc:meta])* $shown:ident: $shown_type:ty,)* }
    ) => {
        $(#[$settings_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
        #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct $settings {
            $($(#[$required_doc])* pub $required: $required_type,)*
            $($(#[$hidden_doc])* pub $hidden: $hidden_type,)*
            $(
                $(#[$optional_doc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $optional: Option<$optional_type>,
            )*
        }

        $(#[$stream_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct $stream {
            /// Log stream ID.
            pub id: String,
            /// Status.
            pub status: LogStreamStatus,
            $($(#[$required_doc])* pub $required: $required_type,)*
            $($(#[$shown_doc])* pub $shown: $shown_type,)*
            $(
                $(#[$optional_doc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $optional: Option<$optional_type>,
            )*
        }

        $(#[$changes_doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
        #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct $changes {
            $(
                $(#[$required_doc])*
                #[serde(default, skip_serializing_if = "Change::is_keep")]
                pub $required: Change<$required_type>,
            )*
            $(
                $(#[$hidden_doc])*
                #[serde(default, skip_serializing_if = "Change::is_keep")]
                pub $hidden: Change<$hidden_type>,
            )*
            $(
                $(#[$optional_doc])*
                #[serde(default, skip_serializing_if = "Change::is_keep")]
                pub $optional: Change<$optional_type>,
            )*
        }
    };
}

sink! {
    /// Settings of a log stream to Datadog.
    DatadogSettings,
    /// A log stream to Datadog.
    DatadogLogStream,
    /// Changes to a log stream to Datadog.
    DatadogChanges:
    hidden {
        /// Datadog API key.
        dd_api_key: Secret,
    }
    required {
        /// Datadog site.
        site_location: DatadogSite,
        /// Tags, sent as `ddtags`.
        dd_tags: Vec<String>,
    }
    optional {
        /// Service name shown in Datadog.
        service: String,
        /// Topics to send. By default all topics, including those added in the future.
        topics: Vec<LogTopic>,
    }
    shown {}
}

sink! {
    /// Settings of a log stream to a webhook.
    WebhookSettings,
    /// A log stream to a webhook.
    WebhookLogStream,
    /// Changes to a log stream to a webhook.
    WebhookChanges:
    hidden {}
    required {
        /// URL of the webhook.
        url: String,
        /// Format of the entries.
        format: WebhookFormat,
    }
    optional {
        /// Topics to send. By default all topics, including those added in the future.
        topics: Vec<LogTopic>,
    }
    shown {
        /// Secret that signs requests.
        hmac_secret: Secret,
    }
}

sink! {
    /// Settings of a log stream to Axiom.
    AxiomSettings,
    /// A log stream to Axiom.
    AxiomLogStream,
    /// Changes to a log stream to Axiom.
    AxiomChanges:
    hidden {
        /// Axiom API key.
        api_key: Secret,
    }
    required {
        /// Axiom dataset.
        dataset_name: String,
        /// Fields to add to each entry.
        attributes: Vec<AxiomAttribute>,
    }
    optional {
        /// Ingest URL. Axiom's default URL if absent.
        ingest_url: String,
        /// Topics to send. By default all topics, including those added in the future.
        topics: Vec<LogTopic>,
    }
    shown {}
}

sink! {
    /// Settings of a log stream to Sentry.
    SentrySettings,
    /// A log stream to Sentry.
    SentryLogStream,
    /// Changes to a log stream to Sentry.
    SentryChanges:
    hidden {
        /// Sentry data source name (DSN).
        dsn: Secret,
    }
    required {}
    optional {
        /// Tags to add to each event.
        tags: BTreeMap<String, String>,
    }
    shown {}
}

sink! {
    /// Settings of a log stream to PostHog logs.
    PostHogLogsSettings,
    /// A log stream to PostHog logs.
    PostHogLogsLogStream,
    /// Changes to a log stream to PostHog logs.
    PostHogLogsChanges:
    hidden {
        /// Token of the PostHog project.
        api_key: Secret,
    }
    required {}
    optional {
        /// PostHog host. `https://us.i.posthog.com` by default.
        host: String,
        /// OTLP `service.name`. The deployment's name by default.
        service_name: String,
        /// Topics to send. By default all topics, including those added in the future.
        topics: Vec<LogTopic>,
    }
    shown {}
}

sink! {
    /// Settings of a log stream to PostHog error tracking.
    PostHogErrorTrackingSettings,
    /// A log stream to PostHog error tracking.
    PostHogErrorTrackingLogStream,
    /// Changes to a log stream to PostHog error tracking.
    PostHogErrorTrackingChanges:
    hidden {
        /// Token of the PostHog project.
        api_key: Secret,
    }
    required {}
    optional {
        /// PostHog host. `https://us.i.posthog.com` by default.
        host: String,
    }
    shown {}
}
