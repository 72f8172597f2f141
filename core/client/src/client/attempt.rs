//! One try of a call.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

use super::failure::Failed;
use super::origin::Origin;
use super::redaction::Redaction;
use super::timeout::within;
use super::transport::{HttpRequest, HttpResponse, Transport};
use crate::api::Retry;

/// What is the same for all tries of a call.
pub(super) struct Attempts<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) retry: Retry,
    pub(super) origin: &'a Origin,
    /// The path with its parameters in braces.
    pub(super) template: &'a str,
    pub(super) request: HttpRequest,
}

impl Attempts<'_> {
    /// Tries once, in a span of its own. `number` counts from 0.
    pub(super) async fn run(
        &self,
        number: usize,
        limit: Duration,
        redaction: &Redaction,
    ) -> Result<HttpResponse, Failed> {
        let span = self.span(number);
        let sent = within(limit, self.transport.send(self.request.clone())).instrument(span.clone()).await;
        let outcome = match sent {
            None => Err(Failed::timeout(limit)),
            Some(Err(error)) => Err(Failed::transport(error)),
            Some(Ok(response)) => {
                span.record("http.response.status_code", response.status);
                if (200..300).contains(&response.status) {
                    Ok(response)
                } else {
                    Err(Failed::status(&response, |text| redaction.apply(text)))
                }
            }
        };
        if let Err(failed) = &outcome {
            span.record("error.type", failed.error.code().unwrap_or(failed.error.kind().as_str()));
        }
        outcome
    }

    /// The names are those of OpenTelemetry's conventions for HTTP clients. The address that is shown is the template: what
    /// fills it may be the customer's business.
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
