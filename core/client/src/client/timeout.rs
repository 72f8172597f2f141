//! Giving up after a time.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::rt;

/// What the future gives, or nothing, where it takes longer. The future is dropped then, and what it holds with it.
pub(super) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    match select(pin!(future), pin!(rt::sleep(limit))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), _)) => None,
    }
}
