//! Files read in pieces.

use crate::error::Result;
use crate::future::{BoxFuture, MaybeSend};

/// A file, read in pieces. Only one piece is in memory at a time.
pub trait Pieces: MaybeSend {
    /// Returns the next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Errors while receiving the file.
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>>;
}
