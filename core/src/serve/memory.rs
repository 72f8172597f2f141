//! Memory of requests: a budget that all of them share.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::BODY_TOO_LARGE;
use super::counted::Counted;
use crate::error::{Error, ErrorKind, Result};

/// Unit of the budget. Smaller amounts are not counted.
const UNIT: usize = 64 << 10;

/// Time after which a refused client should try again.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// The memory that all requests may use together.
pub(super) struct Memory {
    free: Arc<Semaphore>,
    units: usize,
}

/// The part of the memory that one request uses. Released on drop.
pub(super) struct Reservation {
    free: Arc<Semaphore>,
    units: usize,
    held: Option<OwnedSemaphorePermit>,
}

impl Memory {
    pub(super) fn new(bytes: usize) -> Self {
        let units = (bytes / UNIT).clamp(1, Semaphore::MAX_PERMITS);
        Self { free: Arc::new(Semaphore::new(units)), units }
    }

    /// Starts a request, which uses nothing yet.
    pub(super) fn start(&self) -> Reservation {
        Reservation { free: Arc::clone(&self.free), units: self.units, held: None }
    }
}

impl Reservation {
    /// Reserves memory, so that the request has `bytes` in all.
    ///
    /// # Errors
    /// `RateLimited` if other requests use the memory, `LimitExceeded` if all of it would not be enough. Never waits:
    /// requests that hold memory and wait for more could wait for each other forever.
    pub(super) fn grow_to(&mut self, bytes: usize) -> Result<()> {
        let (wanted, has) = (bytes / UNIT, self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits));
        let Some(more) = wanted.checked_sub(has).filter(|more| *more > 0) else { return Ok(()) };
        if wanted > self.units {
            return Err(Error::new(ErrorKind::LimitExceeded, "the request needs more memory than the server may use")
                .with_code(BODY_TOO_LARGE)
                .help("send less, or start the server with a larger `--max-memory`"));
        }
        let in_use = || {
            Error::new(ErrorKind::RateLimited, "other requests use the memory of the server")
                .retry_after(RETRY_AFTER)
                .help("try again later")
        };
        let more = u32::try_from(more).map_err(|_| in_use())?;
        let granted = Arc::clone(&self.free).try_acquire_many_owned(more).map_err(|_| in_use())?;
        match &mut self.held {
            Some(held) => held.merge(granted),
            None => self.held = Some(granted),
        }
        Ok(())
    }

    /// Counts the memory of a response that exists already. If less is free, all of that counts.
    fn count(&mut self, bytes: usize) {
        let wanted = (bytes / UNIT).min(self.free.available_permits());
        if let Some(wanted) = u32::try_from(wanted).ok().filter(|wanted| *wanted > 0) {
            self.held = Arc::clone(&self.free).try_acquire_many_owned(wanted).ok();
        }
    }

    /// Counts the memory of a response until it is sent, or its client is gone.
    pub(super) fn until_sent(mut self, response: Response) -> Response {
        self.count(usize::try_from(response.body().size_hint().lower()).unwrap_or(usize::MAX));
        if self.held.is_none() { response } else { response.map(|body| Body::new(Counted::new(body, self))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;

    #[test]
    fn memory_in_use_is_refused_until_it_is_given_back() {
        let memory = Memory::new(10 * UNIT);
        let (mut one, mut other) = (memory.start(), memory.start());
        one.grow_to(4 * UNIT).unwrap();
        one.grow_to(8 * UNIT).unwrap();
        assert_eq!(other.grow_to(3 * UNIT).unwrap_err().kind(), ErrorKind::RateLimited);
        other.grow_to(2 * UNIT).unwrap();
        drop(one);
        other.grow_to(10 * UNIT).unwrap();
    }

    #[test]
    fn request_beyond_the_whole_budget_is_not_retried() {
        let error = Memory::new(10 * UNIT).start().grow_to(11 * UNIT).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::LimitExceeded, Some(BODY_TOO_LARGE)));
    }

    #[tokio::test]
    async fn response_counts_until_its_last_piece_is_taken() {
        let memory = Memory::new(10 * UNIT);
        let sent = |length| memory.start().until_sent(Response::new(Body::from(vec![0; length])));
        let mut response = sent(8 * UNIT + 1).into_body();
        let is_full = || memory.start().grow_to(3 * UNIT).is_err_and(|error| error.kind() == ErrorKind::RateLimited);
        let mut left = 8 * UNIT as u64 + 1;
        while left > 0 {
            assert_eq!(response.size_hint().exact(), Some(left));
            assert!(is_full() && !response.is_end_stream());
            let piece = response.frame().await.unwrap().unwrap().into_data().unwrap();
            assert!(!piece.is_empty() && piece.len() <= UNIT, "{}", piece.len());
            left -= piece.len() as u64;
        }
        assert!(response.is_end_stream() && response.frame().await.is_none());
        drop(response);
        // A response is sent even if there is not enough memory for it.
        let other = (sent(8 * UNIT), sent(9 * UNIT));
        assert_eq!(memory.start().grow_to(UNIT).unwrap_err().kind(), ErrorKind::RateLimited);
        drop(other);
        memory.start().grow_to(10 * UNIT).unwrap();
    }

    #[test]
    fn small_requests_need_no_budget() {
        let memory = Memory::new(UNIT);
        let mut all: Vec<_> = (0..100).map(|_| memory.start()).collect();
        assert!(all.iter_mut().all(|request| request.grow_to(UNIT - 1).is_ok()));
    }
}
