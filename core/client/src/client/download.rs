//! Downloads of files, read in pieces.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::failure::FailedAttempt;
use super::timeout::with_timeout;
use super::transport::{HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
use crate::engine::Pieces;
use crate::error::Result;
use crate::future::BoxFuture;

/// A file being downloaded. Only one piece is in memory at a time.
pub struct HttpDownload {
    body: Box<dyn HttpBody>,
    limit: Duration,
}

impl HttpDownload {
    pub(super) fn new(body: Box<dyn HttpBody>, limit: Duration) -> Self {
        Self { body, limit }
    }

    /// Returns the next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// `Unavailable` if the connection breaks. `Timeout` if no data arrives within the timeout of an attempt.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        match with_timeout(self.limit, self.body.next_piece()).await {
            Some(Ok(piece)) => Ok(piece),
            Some(Err(error)) => Err(FailedAttempt::transport(error, str::to_owned).error),
            None => Err(FailedAttempt::timeout(self.limit).error),
        }
    }
}

impl Pieces for HttpDownload {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        Box::pin(self.next_piece())
    }
}

impl fmt::Debug for HttpDownload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}

/// A transport that keeps the body of a successful response, so that a download is retried like any call.
pub(super) struct StreamingTransport {
    inner: Arc<dyn Transport>,
    body: Mutex<Option<Box<dyn HttpBody>>>,
}

impl StreamingTransport {
    pub(super) fn new(inner: &Arc<dyn Transport>) -> Self {
        Self { inner: Arc::clone(inner), body: Mutex::default() }
    }

    /// Returns the body of the successful response.
    pub(super) fn into_body(self) -> Option<Box<dyn HttpBody>> {
        self.body.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    async fn open(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let answer = self.inner.open(request).await?;
        if !(200..300).contains(&answer.status) {
            return answer.read().await;
        }
        *self.body.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer.body);
        Ok(HttpResponse { status: answer.status, headers: answer.headers, body: Vec::new() })
    }
}

impl Transport for StreamingTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.open(request))
    }
}
