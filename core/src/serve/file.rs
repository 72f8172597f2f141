//! File downloads. Each piece is read from the store after the previous one was sent.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;

use super::service::Service;
use crate::embedded::EmbeddedDownload;
use crate::error::Error;

/// Sends a file.
pub(super) fn file(service: Arc<Service>, download: EmbeddedDownload) -> Response {
    let headers = [
        (CONTENT_LENGTH, download.size().to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename={}", download.name())),
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        // Files are immutable. Source: `snapshot_export.rs` of convex-backend.
        (CACHE_CONTROL, "private, max-age=2592000".to_owned()),
    ];
    let mut response = Response::new(pieces(service, download));
    for (name, value) in headers {
        set(&mut response, name, &value);
    }
    response
}

/// Returns a body that reads each piece after the previous one was sent.
pub(super) fn pieces(service: Arc<Service>, download: EmbeddedDownload) -> Body {
    let pieces = stream::try_unfold((service, Some(download)), |(service, download)| async move {
        let Some(mut download) = download else { return Ok(None) };
        let read = service.clone().read(move |platform| {
            let piece = platform.next_piece(&mut download)?;
            Ok((piece, download))
        });
        let (piece, download) = read.await?;
        Ok::<_, Error>(piece.map(|piece| (piece, (service, Some(download)))))
    });
    Body::from_stream(pieces)
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
