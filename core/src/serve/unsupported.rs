//! What is said where there is no route.

use axum::http::{Method, Uri};
use axum::response::Response;

use super::answer::refusal;
use crate::error::{Error, ErrorKind};

/// The server's own origin has no such route.
pub(super) async fn management(method: Method, uri: Uri) -> Response {
    refusal(&Error::new(ErrorKind::NotFound, format!("there is no `{}`", shown(&method, &uri))).with_code("NotFound"))
}

/// Deployments don't answer it here. Convex's command takes a 404 of a deployment for one that isn't up yet, and tries
/// again for half a minute: so this is none.
pub(super) async fn deployment(method: Method, uri: Uri) -> Response {
    let message = format!("this server does not answer `{}`", shown(&method, &uri));
    refusal(&Error::new(ErrorKind::Unsupported, message).with_code("UnsupportedRoute"))
}

/// The route has other methods.
pub(super) async fn method(method: Method, uri: Uri) -> Response {
    let message = format!("`{}` has other methods", shown(&method, &uri));
    let mut response = refusal(&Error::invalid_input(message).with_code("MethodNotAllowed"));
    *response.status_mut() = axum::http::StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// Without the query, which may hold what is nobody's business.
fn shown(method: &Method, uri: &Uri) -> String {
    let path: String = uri.path().chars().take(200).collect();
    format!("{method} {path}")
}
