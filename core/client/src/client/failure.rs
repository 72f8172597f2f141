//! Conversion of failures to errors.

use std::time::Duration;

use serde::Deserialize;

use super::policy::Failure;
use super::retry_after;
use super::transport::HttpResponse;
use crate::clock;
use crate::error::{Error, ErrorKind};

/// Maximum length of an unknown response body in a message.
const MAX_BODY_LENGTH: usize = 200;

/// Headers that may contain a request ID, by priority.
const REQUEST_IDS: [&str; 3] = ["convex-request-id", "x-request-id", "cf-ray"];

/// Body of an error response of Convex.
#[derive(Deserialize)]
struct ErrorBody {
    code: String,
    message: String,
}

/// A failed attempt, with the error to return if it is the last one.
#[derive(Clone, Debug)]
pub(super) struct FailedAttempt {
    pub(super) failure: Failure,
    pub(super) error: Error,
}

impl FailedAttempt {
    /// Creates the failure of a transport. `redact` removes secrets from its text, which a transport of the caller's own
    /// may contain.
    pub(super) fn transport(error: super::TransportError, redact: impl Fn(&str) -> String) -> Self {
        let shown = Error::new(ErrorKind::Unavailable, "cannot reach the server").caused_by(redact(&error.to_string()));
        Self { failure: Failure::Transport(error), error: shown }
    }

    pub(super) fn timeout(after: Duration) -> Self {
        let message = format!("no response within {} s", after.as_secs_f64());
        Self { failure: Failure::Timeout, error: Error::new(ErrorKind::Timeout, message) }
    }

    /// Creates the failure for an error response. `redact` removes secrets from its text.
    pub(super) fn status(response: &HttpResponse, redact: impl Fn(&str) -> String) -> Self {
        let status = response.status;
        let wait = response.header("retry-after").and_then(|header| retry_after::parse(header, clock::now_ms()));
        let kind = kind(status);
        let mut error = match serde_json::from_slice::<ErrorBody>(&response.body) {
            Ok(refusal) => Error::new(kind, redact(&refusal.message)).with_code(redact(&refusal.code)),
            Err(_) => unknown_response(kind, response, &redact),
        };
        error = error.with_status(status);
        if let Some(id) = request_id(response) {
            error = error.with_request_id(redact(id));
        }
        if let Some(wait) = wait {
            error = error.retry_after(wait);
        }
        Self { failure: Failure::Status { status, retry_after: wait }, error }
    }
}

/// Returns the request ID assigned by the server.
pub(super) fn request_id(response: &HttpResponse) -> Option<&str> {
    REQUEST_IDS.iter().find_map(|name| response.header(name))
}

/// Creates the error for a response that is not Convex's, such as that of a proxy.
fn unknown_response(kind: ErrorKind, response: &HttpResponse, redact: impl Fn(&str) -> String) -> Error {
    let error = Error::new(kind, format!("the server responded with status {}", response.status));
    let text = redact(&String::from_utf8_lossy(&response.body));
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_BODY_LENGTH).collect();
    let error = if shown.is_empty() { error } else { error.caused_by(shown) };
    match response.status {
        300..=399 => error.help("use the server's final URL: redirects are not followed"),
        _ => error,
    }
}

fn kind(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::Unauthenticated,
        403 => ErrorKind::PermissionDenied,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        408 | 504 => ErrorKind::Timeout,
        413 => ErrorKind::LimitExceeded,
        429 => ErrorKind::RateLimited,
        501 => ErrorKind::Unsupported,
        400..=499 if status != 421 && status != 425 => ErrorKind::InvalidInput,
        _ => ErrorKind::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        FailedAttempt::status(&HttpResponse { status, headers, body: body.into() }, str::to_owned).error
    }

    #[test]
    fn convex_error_keeps_code_request_id_and_wait() {
        let headers = [("retry-after", "7"), ("x-request-id", "r-1")];
        let error = failed(429, &headers, r#"{"code":"TooManyRequests","message":"slow down"}"#);
        let info = error.info();
        assert_eq!(
            (error.kind(), error.code(), info.status),
            (ErrorKind::RateLimited, Some("TooManyRequests"), Some(429))
        );
        assert_eq!((info.request_id.as_deref(), info.retry_after_ms, info.retryable), (Some("r-1"), Some(7000), true));
        assert_eq!(error.to_string(), "slow down");
    }

    #[test]
    fn unknown_error_body_is_shortened() {
        let error = failed(502, &[], &format!("<html>\n  bad gateway {}", "x".repeat(1000)));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, None));
        assert!(error.to_string().starts_with("the server responded with status 502: <html> bad gateway xxx"));
        assert!(error.to_string().len() < 300);
    }

    #[test]
    fn statuses_map_to_kinds() {
        for (status, kind) in [
            (302, ErrorKind::Unavailable),
            (400, ErrorKind::InvalidInput),
            (401, ErrorKind::Unauthenticated),
            (403, ErrorKind::PermissionDenied),
            (404, ErrorKind::NotFound),
            (409, ErrorKind::Conflict),
            (422, ErrorKind::InvalidInput),
            (425, ErrorKind::Unavailable),
            (500, ErrorKind::Unavailable),
            (504, ErrorKind::Timeout),
        ] {
            assert_eq!(failed(status, &[], "").kind(), kind, "{status}");
        }
    }
}
