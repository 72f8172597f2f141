//! Answers that are files: their pieces are handed on as they arrive.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::failure::Failed;
use super::timeout::within;
use super::transport::{HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
use crate::engine::Pieces;
use crate::error::Result;
use crate::rt::BoxFuture;

/// A file that arrives. No more than a piece of it is in memory.
pub struct Download {
    body: Box<dyn HttpBody>,
    limit: Duration,
}

impl Download {
    pub(super) fn new(body: Box<dyn HttpBody>, limit: Duration) -> Self {
        Self { body, limit }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// `Unavailable` where the connection breaks, `Timeout` where nothing comes for as long as a try may take.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        match within(self.limit, self.body.next_piece()).await {
            Some(Ok(piece)) => Ok(piece),
            Some(Err(error)) => Err(Failed::transport(error).error),
            None => Err(Failed::timeout(self.limit).error),
        }
    }
}

impl Pieces for Download {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        Box::pin(self.next_piece())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}

/// A transport that keeps the body of a success to itself, so that a download is tried like any call.
pub(super) struct Opening {
    inner: Arc<dyn Transport>,
    body: Mutex<Option<Box<dyn HttpBody>>>,
}

impl Opening {
    pub(super) fn new(inner: &Arc<dyn Transport>) -> Self {
        Self { inner: Arc::clone(inner), body: Mutex::default() }
    }

    /// The body of the success.
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

impl Transport for Opening {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.open(request))
    }
}
