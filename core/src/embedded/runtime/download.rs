//! Responses that are files, sent piece by piece.

use super::runtime::Runtime;
use crate::embedded::records::file;
use crate::error::Result;

/// A file being downloaded.
#[derive(Debug)]
pub struct Download {
    file: String,
    sent: u32,
    name: String,
    len: u64,
}

impl Download {
    pub(in crate::embedded) fn new(file: String, name: String, len: u64) -> Self {
        Self { file, sent: 0, name, len }
    }

    /// Returns the file name for saving it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.len
    }
}

impl Runtime {
    /// Reads the next piece of a file; `None` at its end.
    pub(in crate::embedded) fn next_piece(&self, download: &mut Download) -> Result<Option<Vec<u8>>> {
        let next = self.database.store.read(|tx| file::next_piece(tx, &download.file, download.sent))?;
        Ok(next.map(|(number, piece)| {
            download.sent = number;
            piece
        }))
    }
}
