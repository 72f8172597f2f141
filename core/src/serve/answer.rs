//! Converts the platform's responses and errors to HTTP responses.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::keys::redact;

/// Error code for a body that is too long.
pub(super) const BODY_TOO_LARGE: &str = "RequestBodyTooLarge";

/// Creates a successful response with a JSON body, or without a body if `json` is empty.
pub(super) fn success(status: u16, json: Vec<u8>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    respond(status, json)
}

/// Serializes a response as JSON. Returns an empty body for `()`.
///
/// # Errors
/// `Internal` if the response cannot be serialized.
pub(super) fn json(answer: &impl Serialize) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the response as JSON").caused_by(error))?;
    Ok(if text == b"null" { Vec::new() } else { text })
}

/// Creates an error response in Convex's form: `{code, message}`.
pub(super) fn refusal(error: &Error) -> Response {
    let status = status(error);
    let body = Refusal { code: error.code().unwrap_or(common_code(error.kind())), message: message(error) };
    let mut response = respond(status, serde_json::to_vec(&body).unwrap_or_default());
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer, Convex"));
    }
    if let Some(wait) = error.info().retry_after_ms {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.div_ceil(1_000)));
    }
    response
}

#[derive(Serialize)]
struct Refusal<'a> {
    code: &'a str,
    message: String,
}

/// Builds the message for the caller: the error, the place in the request, and the help. Omits the server's file paths
/// and the details of internal errors.
fn message(error: &Error) -> String {
    let info = error.info();
    if error.kind() == ErrorKind::Internal {
        return "internal error in the server; this is a bug".to_owned();
    }
    let place = info.location.path.as_ref().map(|path| format!(" (at `{path}`)")).unwrap_or_default();
    let help = info.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    redact(&format!("{}{place}{help}", info.message))
}

fn status(error: &Error) -> StatusCode {
    match error.kind() {
        ErrorKind::LimitExceeded if error.code() == Some(BODY_TOO_LARGE) => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::InvalidInput | ErrorKind::LimitExceeded | ErrorKind::Cancelled | ErrorKind::Unsupported => {
            StatusCode::BAD_REQUEST
        }
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::PermissionDenied => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict | ErrorKind::DeployRefused => StatusCode::CONFLICT,
        ErrorKind::Timeout => StatusCode::REQUEST_TIMEOUT,
        ErrorKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Io | ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Returns the code for errors without one of their own.
fn common_code(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidInput | ErrorKind::Cancelled => "BadRequest",
        ErrorKind::LimitExceeded => "LimitExceeded",
        ErrorKind::Unsupported => "Unsupported",
        ErrorKind::Unauthenticated => "Unauthorized",
        ErrorKind::PermissionDenied => "Forbidden",
        ErrorKind::NotFound => "NotFound",
        ErrorKind::Conflict | ErrorKind::DeployRefused => "Conflict",
        ErrorKind::Timeout => "RequestTimeout",
        ErrorKind::RateLimited => "TooManyRequests",
        ErrorKind::Unavailable => "ServiceUnavailable",
        ErrorKind::Io | ErrorKind::Internal => "InternalServerError",
    }
}

fn respond(status: StatusCode, json: Vec<u8>) -> Response {
    let has_body = !json.is_empty();
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = status;
    if has_body {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_includes_path_and_help_but_no_cause() {
        let error = Error::invalid_input("invalid name `x`").at_path(".name").help("write `y`").caused_by("row 7");
        assert_eq!(message(&error), "invalid name `x` (at `.name`); write `y`");
    }

    #[test]
    fn message_omits_paths_internals_and_secrets() {
        let error = Error::new(ErrorKind::Io, "the disk is full").help("make room").in_file("/home/me/store");
        assert_eq!(message(&error), "the disk is full; make room");
        let error = Error::new(ErrorKind::Internal, "invalid team row").caused_by("row 7");
        assert!(!message(&error).contains("row"));
        let error = Error::invalid_input("no key: prod:calm-cow-456|eyJ2MiI6ImFiYyJ9");
        assert!(!message(&error).contains("eyJ2"));
    }

    #[test]
    fn empty_response_has_no_body() {
        assert!(json(&()).unwrap().is_empty());
        assert_eq!(json(&false).unwrap(), b"false");
    }
}
