//! The log of functions: whoever has read it to its end waits for more.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;

use super::connections::Lifetime;
use super::operation;
use super::service::Service;
use crate::api::functions::StreamFunctionLogs;

/// How long Convex lets readers wait.
const WAIT: Duration = Duration::from_secs(60);

/// Answers `streamFunctionLogs`: at once where the reader has no cursor yet or is refused, else after a while, since no
/// function runs here. Source: `crates/local_backend/src/logs.rs` of convex-backend.
pub(super) async fn handle(
    service: State<Arc<Service>>,
    Extension(mut lifetime): Extension<Lifetime>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let is_first = !form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "cursor" && value != "0");
    let response = operation::handle::<StreamFunctionLogs>(service, path, request).await;
    if !is_first && response.status().is_success() {
        tokio::select! {
            () = tokio::time::sleep(WAIT) => {}
            () = lifetime.ended() => {}
        }
    }
    response
}
