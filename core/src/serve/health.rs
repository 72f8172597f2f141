//! Whether the server can do its work, and whether a deployment is there.

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

/// Answers `{"status":"ok"}` where the store can be read.
pub(super) async fn handle(State(service): State<Arc<Service>>) -> Response {
    match service.run(|platform| platform.admin().now()).await {
        Ok(_) => success(200, br#"{"status":"ok"}"#.to_vec()),
        Err(error) => refusal(&error),
    }
}

/// Answers the name of the deployment, without a credential: so who waits for a deployment sees that it is there. Source:
/// `crates/local_backend/src/router.rs` of convex-backend.
pub(super) async fn instance_name(
    State(service): State<Arc<Service>>,
    Extension(deployment): Extension<OnDeployment>,
) -> Response {
    match name(&service, deployment).await {
        Ok(name) => {
            let mut response = Response::new(Body::from(name));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
            response
        }
        Err(error) => refusal(&error),
    }
}

async fn name(service: &Arc<Service>, OnDeployment(name): OnDeployment) -> Result<String> {
    let found = service.run(move |platform| platform.find_deployment(&name)).await?;
    // No 404, which Convex's command takes for a deployment that isn't up yet.
    let gone = || Error::invalid_input("there is no such deployment").with_code("DeploymentNotFound");
    found.map(|(name, _)| name).ok_or_else(gone)
}
