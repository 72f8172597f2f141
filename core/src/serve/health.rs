//! Health checks of the server and of its deployments.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;

use super::answer::{refusal, success};
use super::context::OnDeployment;
use super::service::Service;
use crate::error::{Error, Result};

/// Returns `{"status":"ok"}` if the store can be read.
pub(super) async fn handle(State(service): State<Arc<Service>>) -> Response {
    match service.run(|platform| platform.admin().now()).await {
        Ok(_) => success(200, br#"{"status":"ok"}"#.to_vec()),
        Err(error) => refusal(&error),
    }
}

/// Returns Convex's text for a deployment's address.
pub(super) async fn root() -> Response {
    text("This Convex deployment is running. See https://docs.convex.dev/.")
}

/// Returns the version of the server.
pub(super) async fn version() -> Response {
    text(env!("CARGO_PKG_VERSION"))
}

/// Returns the name of the deployment. Requires no credential, so that clients can wait for a deployment. Source:
/// `crates/local_backend/src/router.rs` of convex-backend.
pub(super) async fn instance_name(
    State(service): State<Arc<Service>>,
    Extension(deployment): Extension<OnDeployment>,
) -> Response {
    match name(&service, deployment).await {
        Ok(name) => text(name),
        Err(error) => refusal(&error),
    }
}

fn text(text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

async fn name(service: &Arc<Service>, OnDeployment(name): OnDeployment) -> Result<String> {
    let found = service.run(move |platform| platform.find_deployment(&name)).await?;
    // Not a 404: Convex's command treats that as a deployment that is still starting.
    let gone = || Error::invalid_input("deployment not found").with_code("DeploymentNotFound");
    found.map(|(name, _)| name).ok_or_else(gone)
}
