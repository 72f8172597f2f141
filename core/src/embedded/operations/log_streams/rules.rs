//! Validation of log stream settings.
//!
//! Source: `crates/local_backend/src/log_sinks.rs` of convex-backend.

use crate::api::log_streams::{CreateLogStream, LogTopic};
use crate::embedded::refusals::bad_request;
use crate::error::Result;

/// Maximum number of attributes of an Axiom stream (assumed).
const MAX_ATTRIBUTES: usize = 128;

/// URLs at which Axiom receives logs.
const AXIOM_INGEST_URLS: [&str; 3] =
    ["https://api.axiom.co", "https://us-east-1.aws.edge.axiom.co", "https://eu-central-1.aws.edge.axiom.co"];

/// Checks the settings of a log stream.
pub(super) fn check(settings: &CreateLogStream) -> Result<()> {
    match settings {
        CreateLogStream::Datadog(datadog) => {
            if !datadog.site_location.is_known() {
                return Err(bad_request("InvalidDatadogSite", "unknown `siteLocation`"));
            }
            check_topics(datadog.topics.as_deref())
        }
        CreateLogStream::Webhook(webhook) => {
            check_url("InvalidWebhookUrl", &webhook.url)?;
            if !webhook.format.is_known() {
                return Err(bad_request("InvalidWebhookFormat", "invalid `format`: must be `json` or `jsonl`"));
            }
            check_topics(webhook.topics.as_deref())
        }
        CreateLogStream::Axiom(axiom) => {
            if axiom.attributes.len() > MAX_ATTRIBUTES {
                let message = format!("too many attributes: at most {MAX_ATTRIBUTES} are allowed");
                return Err(bad_request("TooManyAxiomAttributes", message));
            }
            if axiom.ingest_url.as_deref().is_some_and(|url| !AXIOM_INGEST_URLS.contains(&url)) {
                return Err(bad_request("InvalidAxiomIngestUrl", "invalid `ingestUrl`: not an Axiom URL")
                    .help(format!("use one of {}", AXIOM_INGEST_URLS.join(", "))));
            }
            check_topics(axiom.topics.as_deref())
        }
        CreateLogStream::Sentry(sentry) => check_dsn(sentry.dsn.expose()),
        CreateLogStream::PostHogLogs(logs) => {
            logs.host.as_deref().map_or(Ok(()), |host| check_url("InvalidPostHogHost", host))?;
            check_topics(logs.topics.as_deref())
        }
        CreateLogStream::PostHogErrorTracking(errors) => {
            errors.host.as_deref().map_or(Ok(()), |host| check_url("InvalidPostHogHost", host))
        }
        _ => Err(bad_request("UnsupportedLogStreamType", "unknown log stream type")),
    }
}

fn check_topics(topics: Option<&[LogTopic]>) -> Result<()> {
    let Some(topics) = topics else { return Ok(()) };
    if topics.is_empty() {
        return Err(bad_request("EmptyLogTopics", "invalid `topics`: at least one is required")
            .help("omit `topics` to send all topics"));
    }
    match topics.iter().find(|topic| !topic.is_known() || **topic == LogTopic::Verification) {
        None => Ok(()),
        Some(other) => Err(bad_request("InvalidLogTopic", format!("unknown log topic `{other}`"))),
    }
}

/// Checks an HTTP(S) URL with a host.
fn check_url(code: &'static str, url: &str) -> Result<()> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let well_formed = host.is_some_and(|host| !host.is_empty()) && url.chars().all(|c| c.is_ascii_graphic());
    if well_formed { Ok(()) } else { Err(bad_request(code, "invalid URL: not an HTTP(S) URL with a host")) }
}

/// Checks a DSN `https://<public key>@<host>/<project>`. The error does not repeat any part of it.
fn check_dsn(dsn: &str) -> Result<()> {
    let rest = dsn.strip_prefix("https://").or_else(|| dsn.strip_prefix("http://"));
    let well_formed = rest.and_then(|rest| rest.split_once('@')).is_some_and(|(key, place)| {
        !key.is_empty() && place.split_once('/').is_some_and(|(host, project)| !host.is_empty() && !project.is_empty())
    });
    if well_formed { Ok(()) } else { Err(bad_request("InvalidSentryDsn", "invalid `dsn`: not a Sentry DSN")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_url_or_dsn_is_rejected() {
        for url in ["https://logs.example.com/in?x=1", "http://127.0.0.1:9/"] {
            check_url("X", url).unwrap();
        }
        for url in ["", "https://", "https:///x", "ftp://a", "https://a b", "logs.example.com"] {
            check_url("X", url).unwrap_err();
        }
        check_dsn("https://abc@o1.ingest.sentry.io/42").unwrap();
        for dsn in ["", "https://o1.ingest.sentry.io/42", "https://abc@host", "abc@host/42"] {
            check_dsn(dsn).unwrap_err();
        }
    }

    #[test]
    fn unknown_or_empty_topics_are_rejected() {
        check_topics(None).unwrap();
        check_topics(Some(&[LogTopic::Console])).unwrap();
        check_topics(Some(&[])).unwrap_err();
        check_topics(Some(&[LogTopic::from("dance")])).unwrap_err();
        check_topics(Some(&[LogTopic::Verification])).unwrap_err();
    }
}
