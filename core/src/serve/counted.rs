//! Bodies of responses that count as memory until they are sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

/// Length of a piece. The HTTP layer takes a piece once it has sent most of the previous ones, so at most a few hundred
/// kilobytes of a response are not counted.
const PIECE: usize = 64 << 10;

/// A body that is handed over in pieces, with the permit for its memory.
pub(super) struct Counted<P> {
    body: Body,
    /// The part of a frame that was not handed over yet.
    rest: Bytes,
    _permit: P,
}

impl<P> Counted<P> {
    pub(super) fn new(body: Body, permit: P) -> Self {
        Self { body, rest: Bytes::new(), _permit: permit }
    }
}

impl<P: Unpin> HttpBody for Counted<P> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                end => return Poll::Ready(end),
            }
        }
        let length = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (mut hint, rest) = (self.body.size_hint(), self.rest.len() as u64);
        match hint.upper() {
            Some(upper) if upper == hint.lower() => SizeHint::with_exact(upper + rest),
            _ => {
                hint.set_lower(hint.lower() + rest);
                hint
            }
        }
    }
}
