//! Adapts the embedded platform to the [`Engine`] interface.

use std::sync::Arc;
use std::time::Duration;

use super::caller::Caller;
use super::platform::Platform;
use super::runtime::{EmbeddedDownload, Reply};
use crate::api::{Contract, Request};
use crate::cancel::Cancel;
use crate::clock;
use crate::engine::{Answer, DeploymentAddress, Engine, Pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;
use crate::keys::Secret;
use crate::threads;

/// Calls to a platform as one caller. Clones share the platform.
///
/// Each call runs on a blocking thread. Dropping the future of a call rolls the call back unless it has completed. Jobs
/// that a call has requested, such as exports, continue.
#[derive(Clone)]
pub struct Session {
    platform: Arc<Platform>,
    caller: Caller,
}

impl Session {
    /// Creates a session that calls `platform` as `caller`.
    #[must_use]
    pub fn new(platform: Arc<Platform>, caller: Caller) -> Self {
        Self { platform, caller }
    }

    async fn answer(&self, contract: &'static Contract, request: Request) -> Result<Answer> {
        let (platform, caller, stop) = (Arc::clone(&self.platform), self.caller.clone(), Cancel::default());
        let _stop = stop.drop_guard();
        let reply = off_the_executor(move || platform.answer(&caller, contract, request, &stop)).await?;
        Ok(match reply {
            Reply::Json(text) => Answer::json(contract, text),
            Reply::File(download) => {
                let file = StoredFile { platform: Arc::clone(&self.platform), download: Some(download) };
                Answer::file(contract, Box::new(file))
            }
        })
    }
}

impl Engine for Session {
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(self.answer(contract, request))
    }

    /// Deployments are ready as soon as they are created.
    fn is_ready<'a>(&'a self, _: &'a str) -> BoxFuture<'a, bool> {
        Box::pin(async { true })
    }

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        let token = key.or_else(|| self.caller.token.clone());
        let caller = self.caller.clone().presenting(token).on(deployment.name);
        Ok(Arc::new(Self { platform: Arc::clone(&self.platform), caller }))
    }

    fn with_token(&self, token: Secret) -> Result<Arc<dyn Engine>> {
        Ok(Arc::new(Self::new(Arc::clone(&self.platform), self.caller.clone().presenting(Some(token)))))
    }

    fn is_embedded(&self) -> bool {
        true
    }

    /// Waits only if jobs run in the background. Otherwise they have completed already.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if self.platform.runtime.jobs.in_background() {
                clock::sleep(time).await;
            }
        })
    }
}

/// Runs blocking work without blocking the executor.
async fn off_the_executor<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let panicked = || Error::new(ErrorKind::Internal, "the thread of a call panicked");
    threads::run_blocking(work).await.ok_or_else(panicked)?
}

/// A file in the store of the platform.
struct StoredFile {
    platform: Arc<Platform>,
    /// `None` while a piece is read, and after a read that failed or was cancelled: the file is then incomplete.
    download: Option<EmbeddedDownload>,
}

impl StoredFile {
    async fn read(&mut self) -> Result<Option<Vec<u8>>> {
        let interrupted =
            || Error::new(ErrorKind::Unavailable, "the download was interrupted").help("download it again");
        let mut download = self.download.take().ok_or_else(interrupted)?;
        let platform = Arc::clone(&self.platform);
        let read = off_the_executor(move || {
            let piece = platform.next_piece(&mut download)?;
            Ok((piece, download))
        });
        let (piece, download) = read.await?;
        self.download = Some(download);
        Ok(piece)
    }
}

impl Pieces for StoredFile {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        Box::pin(self.read())
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("caller", &self.caller).finish_non_exhaustive()
    }
}
