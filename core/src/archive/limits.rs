//! Limits of export zips.

use super::selection::Selection;
use crate::error::{Error, ErrorKind, Result};

/// Limits of an export zip, as a defence against zip bombs. Exports of real deployments stay far below the defaults.
///
/// ```
/// use convex_ops::source::{ArchiveLimits, DataOptions};
///
/// let archive = ArchiveLimits { bytes: 1 << 30, ..ArchiveLimits::default() };
/// let options = DataOptions { archive, ..DataOptions::default() };
/// assert_eq!(options.archive.ratio, 500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Maximum number of entries, stored files included.
    pub entries: u64,
    /// Maximum unpacked size of all documents, in bytes.
    pub bytes: u64,
    /// Maximum compression ratio of an entry. Deflate reaches up to 1032; documents with distinct ids stay below 100.
    /// Entries of up to 64 MiB are exempt.
    pub ratio: u64,
}

/// Entries up to this length may have any ratio.
const SMALL: u64 = 64 << 20;

/// Maximum number of entries kept in memory, with documents only and with stored files.
const MAX_FILES: usize = 200_000;
const MAX_STORED_FILES: usize = 1_000_000;

/// Ten million entries, 2 TiB, and 500 times the packed length.
impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { entries: 10_000_000, bytes: 2 << 40, ratio: 500 }
    }
}

impl ArchiveLimits {
    /// Checks the number of entries.
    pub(super) fn check_entries(&self, entries: u64) -> Result<()> {
        require(entries <= self.entries, || {
            Error::new(ErrorKind::LimitExceeded, format!("the zip has more than {} entries", self.entries))
                .help(raise("max-entries"))
        })
    }

    /// Checks that a file may unpack from `packed` to `len` bytes, and all files so far to `total`. Reading an entry fails
    /// if it unpacks to more than the zip declares.
    pub(super) fn check_file(&self, packed: u64, len: u64, total: u64) -> Result<()> {
        require(len <= SMALL || len <= packed.saturating_mul(self.ratio), || {
            let message =
                format!("{packed} bytes unpack to {len}, more than the limit of {} times as many", self.ratio);
            Error::new(ErrorKind::LimitExceeded, message).help(raise("max-ratio"))
        })?;
        require(total <= self.bytes, || {
            let message =
                format!("the documents up to this file unpack to {total} bytes, more than the limit of {}", self.bytes);
            Error::new(ErrorKind::LimitExceeded, message).help(raise("max-bytes"))
        })
    }

    /// Checks the number of selected entries.
    pub(super) fn check_files(files: usize, selection: Selection) -> Result<()> {
        let (most, what) = match selection {
            Selection::Documents => (MAX_FILES, "documents"),
            Selection::StoredFiles => (MAX_STORED_FILES, "documents or stored files"),
        };
        require(files <= most, || {
            Error::new(ErrorKind::LimitExceeded, format!("the zip has more than {most} files with {what}"))
        })
    }
}

fn require(holds: bool, error: impl FnOnce() -> Error) -> Result<()> {
    if holds { Ok(()) } else { Err(error()) }
}

fn raise(limit: &str) -> String {
    format!("it may be a zip bomb; if you trust it, raise the limit `{limit}`")
}
