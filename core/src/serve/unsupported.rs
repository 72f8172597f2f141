//! Errors for unknown routes.

use axum::http::{Method, Uri};
use axum::response::Response;

use super::answer::refusal;
use crate::error::{Error, ErrorKind};

/// Rejects an unknown route on the server's own origin.
pub(super) async fn management(method: Method, uri: Uri) -> Response {
    refusal(
        &Error::new(ErrorKind::NotFound, format!("route `{}` not found", describe(&method, &uri)))
            .with_code("NotFound"),
    )
}

/// Rejects an unknown route of a deployment. Not with a 404: Convex's command treats that as a deployment that is still
/// starting, and retries for half a minute.
pub(super) async fn deployment(method: Method, uri: Uri) -> Response {
    let message = format!("unsupported route `{}`", describe(&method, &uri));
    refusal(&Error::new(ErrorKind::Unsupported, message).with_code("UnsupportedRoute"))
}

/// Rejects a method that the route does not support.
pub(super) async fn method(method: Method, uri: Uri) -> Response {
    let message = format!("unsupported method in `{}`", describe(&method, &uri));
    let mut response = refusal(&Error::invalid_input(message).with_code("MethodNotAllowed"));
    *response.status_mut() = axum::http::StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// Describes the request without its query, which may contain secrets.
fn describe(method: &Method, uri: &Uri) -> String {
    let path: String = uri.path().chars().take(200).collect();
    format!("{method} {path}")
}
