//! Responses of the dashboard's server itself.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

/// A refusal in Convex's form.
#[derive(Serialize)]
struct Refusal<'a> {
    code: &'a str,
    message: &'a str,
}

/// Creates a response.
pub(super) fn respond(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Creates a response with a JSON body.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    respond(status, "application/json", serde_json::to_vec(body).unwrap_or_default())
}

/// Creates an error response in Convex's form, which the page's client understands.
pub(super) fn refusal(status: StatusCode, code: &str, message: &str) -> Response {
    json(status, &Refusal { code, message })
}
