//! State of the server that every request needs: the platform and a bounded number of blocking threads.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

use super::options::Limits;
use super::origins::Origins;
use crate::embedded::Platform;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// State that every request needs.
pub(super) struct Service {
    pub(super) platform: Arc<Platform>,
    pub(super) origins: Arc<Origins>,
    /// Token of the first member, which authorizes the administrative routes.
    pub(super) token: Secret,
    pub(super) limits: Limits,
    /// Limits how many threads use the store at once. More would only wait for each other.
    workers: Arc<Semaphore>,
    changes: watch::Receiver<()>,
}

impl Service {
    pub(super) fn new(platform: Arc<Platform>, origins: Arc<Origins>, token: Secret, limits: Limits) -> Self {
        let threads = std::thread::available_parallelism().map_or(4, |count| count.get() * 2);
        let (changed, changes) = watch::channel(());
        platform.on_change(move || changed.send_replace(()));
        Self { platform, origins, token, limits, workers: Arc::new(Semaphore::new(threads)), changes }
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
        read.await
            .map_err(|error| Error::new(ErrorKind::Internal, "the thread of a request panicked").caused_by(error))?
    }

    /// Runs `work` on a blocking thread. It finishes even if the client disconnects, so that no work is half done.
    pub(super) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl Fn(&Platform) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let stopped = |_| Error::new(ErrorKind::Unavailable, "the server is stopping");
        let permit = Arc::clone(&self.workers).acquire_owned().await.map_err(stopped)?;
        let service = Arc::clone(self);
        let done = spawn_blocking(move || {
            let _permit = permit;
            service.origins.around(&service.platform, || work(&service.platform))
        });
        done.await
            .map_err(|error| Error::new(ErrorKind::Internal, "the thread of a request panicked").caused_by(error))?
    }
}
