//! Stored files of apps at `/api/storage/{uuid}`, with the headers of Convex's.
//!
//! Source: `crates/local_backend/src/storage.rs` of convex-backend.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{RawPathParams, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderName, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;

use super::answer::refusal;
use super::context::OnDeployment;
use super::file::pieces;
use super::service::Service;
use crate::embedded::StoredDownload;
use crate::error::{Error, Result};

/// Path of the route.
pub(super) const ROUTE: &str = "/api/storage/{uuid}";

/// Files are immutable.
const CACHED: &str = "private, max-age=2592000";

const DIGEST: HeaderName = HeaderName::from_static("digest");

/// Sends a stored file, or one range of it.
pub(super) async fn handle(
    State(service): State<Arc<Service>>,
    Extension(OnDeployment(deployment)): Extension<OnDeployment>,
    path: RawPathParams,
    headers: HeaderMap,
) -> Response {
    let uuid = path.iter().map(|(_, uuid)| uuid.to_owned()).next().unwrap_or_default();
    match find(&service, &deployment, uuid).await {
        Ok(file) => send(service, file, headers.get(RANGE)),
        Err(error) => refusal(&error),
    }
}

async fn find(service: &Arc<Service>, deployment: &Arc<str>, uuid: String) -> Result<StoredDownload> {
    if uuid::Uuid::try_parse(&uuid).is_err() {
        let shown: String = uuid.chars().take(80).collect();
        return Err(Error::invalid_input(format!("invalid storage path `{shown}`"))
            .with_code("InvalidStoragePath")
            .help("use the URL that `storage.getUrl()` returns"));
    }
    let deployment = Arc::clone(deployment);
    service.run(move |platform| platform.stored_file(&deployment, &uuid)).await
}

fn send(service: Arc<Service>, file: StoredDownload, range: Option<&HeaderValue>) -> Response {
    let size = file.download.size();
    let (status, download, length) = match Range::parse(range, size) {
        Range::Whole => (StatusCode::OK, file.download, size),
        Range::Part(start, length) => (StatusCode::PARTIAL_CONTENT, file.download.restricted(start, length), length),
        Range::Invalid => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let mut response = Response::new(pieces(service, download));
    *response.status_mut() = status;
    match Range::parse(range, size) {
        Range::Part(start, length) => {
            set(&mut response, CONTENT_RANGE, &format!("bytes {start}-{}/{size}", (start + length).saturating_sub(1)));
        }
        _ => set(&mut response, DIGEST, &format!("sha-256={}", file.sha256)),
    }
    if let Some(content_type) = file.content_type {
        set(&mut response, CONTENT_TYPE, &content_type);
    }
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    set(&mut response, CACHE_CONTROL, CACHED);
    set(&mut response, ACCEPT_RANGES, "bytes");
    response
}

/// Sets a header. An invalid content type is left out.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Requested part of a file.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// Start and length.
    Part(u64, u64),
    /// Several ranges, or one outside of the file.
    Invalid,
}

impl Range {
    /// Parses a header. A malformed one is ignored, as HTTP and Convex have it.
    fn parse(header: Option<&HeaderValue>, size: u64) -> Self {
        let Some(ranges) = header.and_then(|header| header.to_str().ok()?.strip_prefix("bytes=")) else {
            return Self::Whole;
        };
        let Some((start, end)) = ranges.trim().split_once('-') else { return Self::Whole };
        if ranges.contains(',') {
            return Self::Invalid;
        }
        let range = match (start.parse::<u64>(), end.parse::<u64>()) {
            (Ok(start), Ok(end)) if start <= end => Some((start, end.saturating_add(1).min(size))),
            (Ok(start), Err(_)) if end.is_empty() => Some((start, size)),
            (Err(_), Ok(last)) if start.is_empty() => Some((size.saturating_sub(last), size)),
            _ => return Self::Whole,
        };
        match range {
            Some((start, end)) if start < end => Self::Part(start, end - start),
            _ => Self::Invalid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_parsed_against_the_size() {
        for (header, range) in [
            ("bytes=0-0", Range::Part(0, 1)),
            ("bytes=2-5", Range::Part(2, 4)),
            ("bytes=8-100", Range::Part(8, 2)),
            ("bytes=7-", Range::Part(7, 3)),
            ("bytes=-3", Range::Part(7, 3)),
            ("bytes=-100", Range::Part(0, 10)),
            ("bytes=10-", Range::Invalid),
            ("bytes=-0", Range::Invalid),
            ("bytes=0-1,3-4", Range::Invalid),
            ("bytes=5-2", Range::Whole),
            ("bytes=a-b", Range::Whole),
            ("bytes=1", Range::Whole),
            ("lines=1-2", Range::Whole),
        ] {
            assert_eq!(Range::parse(Some(&HeaderValue::from_static(header)), 10), range, "{header}");
        }
        assert_eq!(Range::parse(None, 10), Range::Whole);
    }
}
