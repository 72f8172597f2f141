//! Calls in the background, for languages that have no executor in Rust.

use std::sync::Arc;

use super::super::call::error_text;
use super::PlatformConnection;
use crate::handles::{Download, Reporter};
use crate::threads::runtime;

/// A call that runs in the background.
#[derive(Debug)]
pub struct RunningCall(tokio::task::AbortHandle);

impl RunningCall {
    /// Cancels the call. Its answer never arrives.
    pub fn cancel(&self) {
        self.0.abort();
    }
}

/// Starts a call in the background. `done` receives the answer on another thread, and `reporter` the progress.
pub fn start(
    connection: &Arc<PlatformConnection>,
    call: String,
    reporter: Reporter,
    done: impl FnOnce(String) + Send + 'static,
) -> RunningCall {
    let connection = Arc::clone(connection);
    spawn(async move { done(connection.call_reporting(&call, reporter).await) })
}

/// Starts a call that returns a file. `done` receives the file, or the error as JSON, and `reporter` the progress.
pub fn open(
    connection: &Arc<PlatformConnection>,
    call: String,
    reporter: Reporter,
    done: impl FnOnce(Result<OpenFile, String>) + Send + 'static,
) -> RunningCall {
    let connection = Arc::clone(connection);
    spawn(async move {
        let file = connection.open_file(&call, reporter).await;
        done(file.map(|file| OpenFile(Arc::new(tokio::sync::Mutex::new(file)))));
    })
}

/// A file that is received in pieces.
#[derive(Clone, Debug)]
pub struct OpenFile(Arc<tokio::sync::Mutex<Download>>);

impl OpenFile {
    /// Requests the next piece. `done` receives it, `None` at the end, or the error as JSON.
    pub fn next_piece(&self, done: impl FnOnce(Result<Option<Vec<u8>>, String>) + Send + 'static) -> RunningCall {
        let file = Arc::clone(&self.0);
        spawn(async move {
            let piece = file.lock().await.next_piece().await;
            done(piece.map_err(|error| error_text(error.info())));
        })
    }
}

fn spawn(work: impl Future<Output = ()> + Send + 'static) -> RunningCall {
    RunningCall(runtime().spawn(work).abort_handle())
}
