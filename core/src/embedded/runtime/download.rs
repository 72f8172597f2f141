//! Responses that are files, sent piece by piece.

use super::runtime::Runtime;
use crate::embedded::records::document;
#[cfg(feature = "serve")]
use crate::embedded::records::document::PIECE_LEN;
use crate::embedded::records::file;
use crate::error::Result;

/// A file being downloaded.
#[derive(Debug)]
pub struct EmbeddedDownload {
    source: Source,
    /// Number of the last piece that was read.
    read: u32,
    /// Number of bytes to skip in the next piece.
    skip: usize,
    /// Number of bytes to send.
    left: u64,
    name: String,
    len: u64,
}

#[derive(Debug)]
enum Source {
    /// Result of an export.
    Export(String),
    /// Stored file of an app, in a table.
    Stored(i64, Vec<u8>),
}

impl EmbeddedDownload {
    pub(in crate::embedded) fn new(file: String, name: String, len: u64) -> Self {
        Self { source: Source::Export(file), read: 0, skip: 0, left: len, name, len }
    }

    pub(in crate::embedded) fn stored(table: i64, id: Vec<u8>, len: u64) -> Self {
        Self { source: Source::Stored(table, id), read: 0, skip: 0, left: len, name: String::new(), len }
    }

    /// Returns the file name for saving it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the length of the whole file in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.len
    }

    /// Restricts the download of a stored file to `length` bytes from `start`.
    #[cfg(feature = "serve")]
    #[must_use]
    pub(crate) fn restricted(mut self, start: u64, length: u64) -> Self {
        self.read = u32::try_from(start / PIECE_LEN).unwrap_or(u32::MAX);
        self.skip = usize::try_from(start % PIECE_LEN).unwrap_or_default();
        self.left = length;
        self
    }

    /// Cuts a piece to the bytes that are sent.
    fn cut(&mut self, mut piece: Vec<u8>) -> Vec<u8> {
        piece.drain(..std::mem::take(&mut self.skip).min(piece.len()));
        piece.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left = self.left.saturating_sub(piece.len() as u64);
        piece
    }
}

/// A stored file of an app and its metadata.
#[derive(Debug)]
pub struct StoredDownload {
    /// Content of the file.
    pub download: EmbeddedDownload,
    /// Content type, if known.
    pub content_type: Option<String>,
    /// SHA-256 of the whole content, in base64.
    pub sha256: String,
}

impl Runtime {
    /// Reads the next piece of a file; `None` at its end.
    pub(in crate::embedded) fn next_piece(&self, download: &mut EmbeddedDownload) -> Result<Option<Vec<u8>>> {
        if download.left == 0 {
            return Ok(None);
        }
        let next = self.database.store.read(|tx| match &download.source {
            Source::Export(id) => file::next_piece(tx, id, download.read),
            Source::Stored(table, id) => document::next_piece(tx, *table, id, download.read),
        })?;
        Ok(next.map(|(number, piece)| {
            download.read = number;
            download.cut(piece)
        }))
    }
}
