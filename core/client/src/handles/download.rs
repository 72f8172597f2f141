//! Files that are received in pieces.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::progress::{Progress, ProgressPhase, Reporter, reports};
use crate::engine::Pieces;
use crate::error::{Error, Result};
use crate::future::BoxFuture;

/// A file that is being received: a stream of its bytes. Only one piece is in memory at a time.
///
/// Dropping it ends the transfer.
#[must_use = "nothing is received until it is read"]
pub struct Download {
    state: State,
    /// Number of bytes received so far.
    received: u64,
    reporter: Reporter,
}

enum State {
    Idle(Box<dyn Pieces>),
    Reading(BoxFuture<'static, Read>),
    Ended,
}

/// A file, and the piece that was read of it.
type Read = (Box<dyn Pieces>, Result<Option<Vec<u8>>>);

impl Download {
    pub(super) fn new(pieces: Box<dyn Pieces>) -> Self {
        Self { state: State::Idle(pieces), received: 0, reporter: Reporter::default() }
    }

    /// Returns the next piece, or `None` at the end.
    ///
    /// ```
    /// # use convex_ops::{Download, Result};
    /// async fn len(mut download: Download) -> Result<usize> {
    ///     let mut len = 0;
    ///     while let Some(piece) = download.next_piece().await? {
    ///         len += piece.len();
    ///     }
    ///     Ok(len)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the transfer, which is then over.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        std::future::poll_fn(|context| self.poll_piece(context)).await
    }

    /// Writes the file to a writer. Returns its length in bytes.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn export(production: &DeploymentHandle) -> Result<Vec<u8>> {
    ///     let mut zip = Vec::new();
    ///     production.export().await?.write_to(&mut zip).await?;
    ///     Ok(zip)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `Io` if a write fails. Errors of the transfer. The writer then holds a part of the file.
    pub async fn write_to(mut self, writer: &mut (impl Write + ?Sized)) -> Result<u64> {
        let mut len = 0;
        while let Some(piece) = self.next_piece().await? {
            writer.write_all(&piece).map_err(|error| Error::io("cannot write the file", &error))?;
            len += piece.len() as u64;
        }
        writer.flush().map_err(|error| Error::io("cannot write the file", &error))?;
        Ok(len)
    }

    /// Writes the file to a path. Returns its length in bytes. A file that is incomplete is removed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn export(production: &DeploymentHandle) -> Result<u64> {
    ///     production.export().include_storage(true).await?.save("export.zip").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the path exists. `Io` if the file cannot be written. Errors of the transfer.
    pub async fn save(self, path: impl AsRef<Path>) -> Result<u64> {
        let path = path.as_ref();
        let mut file = File::create_new(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Error::invalid_input("cannot write the file: it exists already").in_file(path.display().to_string())
            }
            _ => Error::io("cannot create the file", &error).in_file(path.display().to_string()),
        })?;
        let mut unfinished = RemoveOnDrop(Some(path));
        let len = self.write_to(&mut file).await.map_err(|error| error.in_file(path.display().to_string()))?;
        unfinished.0 = None;
        Ok(len)
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Vec<u8>>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(Ok(None)),
                State::Idle(mut pieces) => {
                    self.state = State::Reading(Box::pin(async move {
                        let piece = pieces.next_piece().await;
                        (pieces, piece)
                    }));
                }
                State::Reading(mut reading) => match reading.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready((pieces, Ok(Some(piece)))) => {
                        self.received += piece.len() as u64;
                        self.reporter.report(Progress::bytes(ProgressPhase::Download, self.received, None));
                        self.state = State::Idle(pieces);
                        return Poll::Ready(Ok(Some(piece)));
                    }
                    Poll::Ready((_, end)) => return Poll::Ready(end),
                },
            }
        }
    }
}

reports!(Download);

/// Yields the pieces. It ends after an error.
impl Stream for Download {
    type Item = Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>>>> {
        self.poll_piece(context).map(Result::transpose)
    }
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}

/// Removes a file that was not written completely.
struct RemoveOnDrop<'a>(Option<&'a Path>);

impl Drop for RemoveOnDrop<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}
