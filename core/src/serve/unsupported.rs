//! Errors for unknown routes.

use axum::http::{Method, StatusCode, Uri};
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

/// Routes that run functions in ways that this server has no substitute for.
const RUNNING_FUNCTIONS: [&str; 4] =
    ["/api/query_ts", "/api/query_at_ts", "/api/query_batch", "/api/run_test_function"];

/// Rejects an unknown route of a deployment. In the API not with a 404: Convex's command treats that as a deployment that is
/// still starting, and retries for half a minute.
pub(super) async fn deployment(method: Method, uri: Uri) -> Response {
    if !uri.path().starts_with("/api/") {
        return not_found();
    }
    if RUNNING_FUNCTIONS.contains(&uri.path()) {
        let message = format!("This server does not run the functions of an app: `{}`", describe(&method, &uri));
        return refusal(&Error::new(ErrorKind::Unsupported, message).with_code("FunctionsNotRun"));
    }
    let message = format!("unsupported route `{}`", describe(&method, &uri));
    refusal(&Error::new(ErrorKind::Unsupported, message).with_code("UnsupportedRoute"))
}

/// Responds as Convex does to paths outside its API: with nothing.
fn not_found() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Rejects a method that the route does not support.
pub(super) async fn method(method: Method, uri: Uri) -> Response {
    let message = format!("unsupported method in `{}`", describe(&method, &uri));
    let mut response = refusal(&Error::invalid_input(message).with_code("MethodNotAllowed"));
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// Describes the request without its query, which may contain secrets.
fn describe(method: &Method, uri: &Uri) -> String {
    let path: String = uri.path().chars().take(200).collect();
    format!("{method} {path}")
}
