//! Blocking work of a deploy: bundling and evaluation.

use crate::error::{Error, ErrorKind, Result};

/// Runs work on a thread of its own.
pub(super) async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    // The receiver no longer exists if the caller stopped waiting.
    std::thread::spawn(move || drop(sender.send(work())));
    receiver
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "panic while an app was read: this is a bug in convex-ops"))?
}
