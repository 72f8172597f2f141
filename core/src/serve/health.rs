//! Whether the server can do its work.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::answer::{refusal, success};
use super::service::Service;

/// Answers `{"status":"ok"}` where the store can be read.
pub(super) async fn handle(State(service): State<Arc<Service>>) -> Response {
    match service.run(|platform| platform.admin().now()).await {
        Ok(_) => success(200, br#"{"status":"ok"}"#.to_vec()),
        Err(error) => refusal(&error),
    }
}
