//! The embedded platform as an engine.

use std::sync::Arc;
use std::time::Duration;

use super::caller::Caller;
use super::platform::Platform;
use super::runtime::{Download, Reply};
use crate::api::{Contract, Request};
use crate::cancel::Cancel;
use crate::engine::{Answer, DeploymentAddress, Engine, Pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::rt::{self, BoxFuture};

/// Calls to a platform as one caller. Clones are the same platform.
///
/// Each call runs on a thread of its own kind, where it may wait for the disk; a call whose future is dropped is undone
/// unless it was already done. Jobs that a call has requested, such as exports, go on.
#[derive(Clone)]
pub struct Session {
    platform: Arc<Platform>,
    caller: Caller,
}

impl Session {
    /// Calls to `platform` as `caller`.
    #[must_use]
    pub fn new(platform: Arc<Platform>, caller: Caller) -> Self {
        Self { platform, caller }
    }

    async fn answer(&self, contract: &'static Contract, request: Request) -> Result<Answer> {
        let (platform, caller, stop) = (Arc::clone(&self.platform), self.caller.clone(), Cancel::default());
        let _stop = CancelOnDrop(stop.clone());
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

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Secret) -> Result<Arc<dyn Engine>> {
        let caller = self.caller.clone().presenting(Some(key)).on(deployment.name);
        Ok(Arc::new(Self { platform: Arc::clone(&self.platform), caller }))
    }

    /// Waits if jobs run in the background; else there is nothing to wait for.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if self.platform.runtime.jobs.in_background() {
                rt::sleep(time).await;
            }
        })
    }
}

/// Runs work that waits for the disk where it holds up nobody.
async fn off_the_executor<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let panicked = || Error::new(ErrorKind::Internal, "a call's work broke off");
    rt::run_blocking(work).await.ok_or_else(panicked)?
}

/// Stops a call when nobody waits for its answer any more.
struct CancelOnDrop(Cancel);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// A file that the platform keeps.
struct StoredFile {
    platform: Arc<Platform>,
    /// Away while a piece is read; a read that was given up leaves nothing to read on.
    download: Option<Download>,
}

impl StoredFile {
    async fn read(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(mut download) = self.download.take() else { return Ok(None) };
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
