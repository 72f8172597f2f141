//! Function logs: a reader that has reached the end waits for more.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;

use super::context::Lifetime;
use super::operation;
use super::service::Service;
use crate::api::Operation;
use crate::api::functions::StreamFunctionLogs;

/// Maximum wait of a reader, as in Convex.
const WAIT: Duration = Duration::from_secs(60);

/// Handles `streamFunctionLogs`. Responds at once to a first or rejected request, otherwise after a delay, since no
/// function runs here. Source: `crates/local_backend/src/logs.rs` of convex-backend.
pub(super) async fn handle(
    State(service): State<Arc<Service>>,
    Extension(mut lifetime): Extension<Lifetime>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Response {
    let is_first = is_first(request.uri().query().unwrap_or_default());
    let response = operation::handle(service, const { &StreamFunctionLogs::CONTRACT }, path, request).await;
    if !is_first && response.status().is_success() {
        tokio::select! {
            () = tokio::time::sleep(WAIT) => {}
            () = lifetime.wait_until_stopped() => {}
        }
    }
    response
}

/// Checks if this is the reader's first request.
fn is_first(query: &str) -> bool {
    let mut cursor = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "cursor");
    cursor.next().is_none_or(|(_, value)| value.parse() == Ok(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_or_zero_cursor_is_first_request() {
        for query in ["", "sessionId=1", "cursor=0", "cursor=0.0"] {
            assert!(is_first(query), "{query}");
        }
        for query in ["cursor=1700000000000", "cursor=0.5", "cursor=x"] {
            assert!(!is_first(query), "{query}");
        }
    }
}
