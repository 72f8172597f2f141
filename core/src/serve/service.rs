//! State of the server that every request needs: the platform and a bounded number of blocking threads.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use super::cors::Pages;
use super::evaluations::{Evaluations, Turn};
use super::memory::Memory;
use super::options::ServeLimits;
use super::origins::Origins;
use super::sync::Anonymous;
use crate::cancel::Cancel;
use crate::embedded::Platform;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// State that every request needs.
pub(super) struct Service {
    pub(super) platform: Arc<Platform>,
    pub(super) origins: Arc<Origins>,
    /// Token of the first member, which authorizes the administrative routes.
    pub(super) token: Secret,
    pub(super) limits: ServeLimits,
    /// Web pages that may call.
    pub(super) pages: Pages,
    pub(super) memory: Memory,
    pub(super) evaluations: Evaluations,
    /// Clients of WebSockets without a key.
    pub(super) anonymous: Anonymous,
    /// Limits how many threads use the store at once. More would only wait for each other.
    workers: Arc<Semaphore>,
    /// Limits how many threads run long calls, which must not keep the others waiting.
    long: Arc<Semaphore>,
    changes: watch::Receiver<()>,
}

impl Service {
    pub(super) fn new(
        platform: Arc<Platform>,
        origins: Arc<Origins>,
        token: Secret,
        limits: ServeLimits,
        pages: Pages,
    ) -> Self {
        let threads = std::thread::available_parallelism().map_or(4, |count| count.get() * 2);
        let (changed, changes) = watch::channel(());
        platform.on_change(move || changed.send_replace(()));
        let (memory, evaluations) = (Memory::new(limits.memory_bytes), Evaluations::new(limits.evaluations));
        let anonymous = Anonymous::new(limits.anonymous_sockets);
        let (workers, long) = (Arc::new(Semaphore::new(threads)), Arc::new(Semaphore::new(threads)));
        Self { platform, origins, token, limits, pages, memory, evaluations, anonymous, workers, long, changes }
    }

    /// Returns a channel that signals changes made by this process.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changes.clone()
    }

    /// Runs `read` once on a blocking thread.
    pub(super) async fn read<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Platform) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let stopped = |_| Error::new(ErrorKind::Unavailable, "the server is stopping");
        let permit = Arc::clone(&self.workers).acquire_owned().await.map_err(stopped)?;
        let read = spawn_blocking(move || {
            let _permit = permit;
            work(&self.platform)
        });
        read.await.map_err(panic_error)?
    }

    /// Runs the evaluation of a push on a blocking thread of its own. It is cancelled when the client disconnects, or
    /// the server stops: nothing was changed then.
    pub(super) async fn evaluate<T: Send + 'static>(
        self: &Arc<Self>,
        turn: Turn,
        mut work: impl FnMut(&Platform, &Cancel) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let service = Arc::clone(self);
        let _client_waits = turn.stop.drop_guard();
        let done =
            spawn_blocking(move || service.origins.around(&service.platform, || work(&service.platform, &turn.stop)));
        done.await.map_err(panic_error)?
    }

    /// Runs `work` on a blocking thread. It finishes even if the client disconnects, so that no work is half done.
    pub(super) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnMut(&Platform) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run_with(&self.workers, work).await
    }

    /// Runs `work`, which may take minutes, like [`run`](Self::run) but beside the calls that are short.
    pub(super) async fn run_long<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnMut(&Platform) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run_with(&self.long, work).await
    }

    async fn run_with<T: Send + 'static>(
        self: &Arc<Self>,
        permits: &Arc<Semaphore>,
        mut work: impl FnMut(&Platform) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let stopped = |_| Error::new(ErrorKind::Unavailable, "the server is stopping");
        let permit = Arc::clone(permits).acquire_owned().await.map_err(stopped)?;
        let service = Arc::clone(self);
        let done = spawn_blocking(move || {
            let _permit = permit;
            service.origins.around(&service.platform, || work(&service.platform))
        });
        done.await.map_err(panic_error)?
    }
}

fn panic_error(error: tokio::task::JoinError) -> Error {
    Error::new(ErrorKind::Internal, "the thread of a request panicked").caused_by(error)
}
