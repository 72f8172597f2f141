//! Reads request bodies within their limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};

use super::answer::BODY_TOO_LARGE;
use super::memory::Reservation;
use super::options::ServeLimits;
use crate::error::{Error, ErrorKind, Result};

/// Length after which unpacking lets other requests run.
const TURN: usize = 256 << 10;

/// Length from which a part is expected to be whole.
const SMALL: usize = 64 << 10;

/// Minimum unpacked length to check the ratio to the received length.
const RATIO_FROM: usize = 1 << 20;

/// Maximum ratio of the unpacked to the received length. Bundles have about 5, and at most 30.
const MAX_RATIO: usize = 100;

/// Length of a compressed body as received, counted while the body is read.
#[derive(Clone, Default)]
pub(super) struct PackedLength(Arc<AtomicUsize>);

impl PackedLength {
    /// Counts the bytes of a body.
    pub(super) fn count(&self, body: Body) -> Body {
        let count = Arc::clone(&self.0);
        Body::new(body.map_frame(move |frame| {
            count.fetch_add(frame.data_ref().map_or(0, Bytes::len), Ordering::Relaxed);
            frame
        }))
    }
}

/// A body that is being read.
pub(super) struct BodyReader<'a> {
    stream: BodyDataStream,
    received: Option<PackedLength>,
    memory: &'a mut Reservation,
    end: Instant,
    /// The bytes so far.
    bytes: Vec<u8>,
    /// Length of the parts that were taken.
    taken: usize,
    /// Length read since other requests could run.
    in_turn: usize,
}

impl<'a> BodyReader<'a> {
    pub(super) fn start(
        body: Body,
        received: Option<PackedLength>,
        limits: &ServeLimits,
        memory: &'a mut Reservation,
    ) -> Self {
        let (stream, end) = (body.into_data_stream(), Instant::now() + limits.body_time);
        Self { stream, received, memory, end, bytes: Vec::new(), taken: 0, in_turn: 0 }
    }

    /// Returns the bytes so far.
    pub(super) fn received(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads the rest of the body, which may have at most `most` bytes in all.
    ///
    /// # Errors
    /// `LimitExceeded` if the body is too long or expands too much, `RateLimited` if memory is short,
    /// `Timeout` if it takes too long, `InvalidInput` if the connection breaks off.
    pub(super) async fn rest(mut self, most: usize) -> Result<Vec<u8>> {
        while self.read_piece(most).await? {}
        Ok(self.bytes)
    }

    /// Reads until the body ends or has more than `enough` bytes.
    ///
    /// # Errors
    /// See [`rest`](Self::rest).
    pub(super) async fn start_of(&mut self, enough: usize) -> Result<()> {
        while self.bytes.len() <= enough && self.read_piece(usize::MAX).await? {}
        Ok(())
    }

    /// Reads and takes the next part of the body, of about `enough` bytes. Returns an empty one at the end of the body.
    /// Each part may take as long as a whole body otherwise.
    ///
    /// # Errors
    /// See [`rest`](Self::rest).
    pub(super) async fn part(&mut self, enough: usize, most: usize, time: Duration) -> Result<Vec<u8>> {
        self.end = Instant::now() + time;
        while self.bytes.len() < enough && self.read_piece(most).await? {
            // In one step: each buffer that is outgrown stays with the allocator for a while.
            if self.bytes.len() > SMALL && self.bytes.capacity() < enough {
                self.memory.grow_to(enough)?;
                self.bytes.reserve_exact(enough - self.bytes.len());
            }
        }
        self.taken = self.taken.saturating_add(self.bytes.len());
        Ok(std::mem::take(&mut self.bytes))
    }

    /// Reads the next piece. Returns false at the end of the body.
    async fn read_piece(&mut self, most: usize) -> Result<bool> {
        let late = |_| Error::new(ErrorKind::Timeout, "the request body took too long");
        let Some(piece) = timeout_at(self.end, self.stream.next()).await.map_err(late)? else { return Ok(false) };
        let piece = piece.map_err(|error| {
            Error::invalid_input("the request body ended early or is not compressed as declared").caused_by(error)
        })?;
        let length = self.bytes.len().saturating_add(piece.len());
        let whole = self.taken.saturating_add(length);
        if whole > most {
            return Err(too_long(format!("send at most {most} bytes")));
        }
        self.check_ratio(whole)?;
        if length > self.bytes.capacity() {
            // A quarter at a time, since reserved memory counts as used.
            let capacity = length.max(self.bytes.capacity() / 4 * 5).min(most.max(length));
            self.memory.grow_to(capacity)?;
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        self.bytes.extend_from_slice(&piece);
        self.in_turn += piece.len();
        if self.in_turn >= TURN {
            self.in_turn = 0;
            yield_now().await;
        }
        Ok(true)
    }

    fn check_ratio(&self, length: usize) -> Result<()> {
        let Some(PackedLength(received)) = &self.received else { return Ok(()) };
        if length > RATIO_FROM && length / MAX_RATIO > received.load(Ordering::Relaxed) {
            return Err(too_long(format!("a compressed body may expand at most {MAX_RATIO} times")));
        }
        Ok(())
    }
}

/// The error for a body that is too long.
pub(super) fn too_long(help: String) -> Error {
    Error::new(ErrorKind::LimitExceeded, "the request body is too long").with_code(BODY_TOO_LARGE).help(help)
}
