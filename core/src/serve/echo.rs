//! Sends a request's body back, for the network test of Convex's command.
//!
//! Source: `crates/local_backend/src/router.rs` of convex-backend.

use std::sync::Arc;

use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use futures_util::{Stream, StreamExt, stream};
use http_body_util::{BodyExt, Limited};
use tokio::time::{Instant, timeout_at};

use super::answer::refusal;
use super::body::{PackedLength, too_long};
use super::service::Service;

/// Maximum length of the body, in bytes.
const MAX_BYTES: usize = 128 << 20;

/// Sends the body back piece by piece. Requires no credential, so nothing of it is kept, and a compressed one is refused.
pub(super) async fn handle(State(service): State<Arc<Service>>, request: Request) -> Response {
    if request.extensions().get::<PackedLength>().is_some() {
        return refusal(&too_long("send a body that is not compressed".to_owned()));
    }
    let end = Instant::now() + service.limits.body_time;
    let length = request.headers().get(CONTENT_LENGTH).cloned();
    let pieces = Limited::new(request.into_body(), MAX_BYTES).into_data_stream();
    let mut response = Response::new(Body::from_stream(until(end, pieces)));
    if let Some(length) = length {
        response.headers_mut().insert(CONTENT_LENGTH, length);
    }
    response
}

/// Ends a stream with an error at a time.
fn until(
    end: Instant,
    pieces: impl Stream<Item = Result<Bytes, BoxError>> + Unpin,
) -> impl Stream<Item = Result<Bytes, BoxError>> {
    stream::unfold(Some(pieces), move |pieces| async move {
        let mut pieces = pieces?;
        match timeout_at(end, pieces.next()).await {
            Ok(piece) => Some((piece?, Some(pieces))),
            Err(late) => Some((Err(late.into()), None)),
        }
    })
}
