//! Timeouts.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::clock;

/// Returns the result of a future, or `None` on timeout. The future is then dropped.
pub(super) async fn with_timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    match select(pin!(future), pin!(clock::sleep(limit))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(((), _)) => None,
    }
}
