//! A file that arrives piece by piece.

use crate::error::Result;
use crate::rt::{BoxFuture, MaybeSend};

/// A file that arrives piece by piece. No more than a piece is in memory.
pub trait Pieces: MaybeSend {
    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// What keeps the rest from arriving.
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>>;
}
