//! Attempts of a call.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

use super::failure::FailedAttempt;
use super::origin::Origin;
use super::redaction::Redaction;
use super::timeout::with_timeout;
use super::transport::{HttpRequest, HttpResponse, Transport};
use crate::api::Retry;

/// Data shared by all attempts of a call.
pub(super) struct Attempts<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) retry: Retry,
    pub(super) origin: &'a Origin,
    /// Path with its parameters in braces.
    pub(super) template: &'a str,
    pub(super) request: HttpRequest,
}

impl Attempts<'_> {
    /// Runs one attempt in its own span. `number` counts from 0.
    pub(super) async fn run(
        &self,
        number: usize,
        limit: Duration,
        redaction: &Redaction,
    ) -> Result<HttpResponse, FailedAttempt> {
        let span = self.span(number);
        let sent = with_timeout(limit, self.transport.send(self.request.clone())).instrument(span.clone()).await;
        let outcome = match sent {
            None => Err(FailedAttempt::timeout(limit)),
            Some(Err(error)) => Err(FailedAttempt::transport(error, |text| redaction.apply(text))),
            Some(Ok(response)) => {
                span.record("http.response.status_code", response.status);
                if (200..300).contains(&response.status) {
                    Ok(response)
                } else {
                    Err(FailedAttempt::status(&response, |text| redaction.apply(text)))
                }
            }
        };
        if let Err(failed) = &outcome {
            span.record("error.type", failed.error.code().unwrap_or(failed.error.kind().as_str()));
        }
        outcome
    }

    /// Field names follow OpenTelemetry's conventions for HTTP clients. The path template is recorded instead of the
    /// URL, whose parameters may be confidential.
    fn span(&self, number: usize) -> Span {
        let span = info_span!(
            "http.client",
            otel.name = Empty,
            otel.kind = "client",
            http.request.method = self.request.method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            url.template = self.template,
            server.address = self.origin.host(),
            server.port = self.origin.port(),
            "error.type" = Empty,
        );
        if !span.is_disabled() {
            span.record("otel.name", format_args!("{} {}", self.request.method, self.template));
        }
        if number > 0 {
            span.record("http.request.resend_count", number);
        }
        span
    }
}
