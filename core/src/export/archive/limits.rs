//! How much an export zip may hold.

use super::wanted::Wanted;
use crate::error::{Error, ErrorKind, Result};

/// How much an export zip may hold, so that a small file can't cost hours or all memory. What a deployment exports stays
/// far below the defaults; an archive that was made to be a bomb does not.
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
    /// How many entries there may be, stored files included.
    pub entries: u64,
    /// How many bytes the documents of all tables may unpack to.
    pub bytes: u64,
    /// How many times its packed length an entry may unpack to. Deflate can do 1032, and documents with ids of their own
    /// do less than 100. Entries of up to 64 MiB may unpack from anything.
    pub ratio: u64,
}

/// The length up to which no ratio is too high.
const SMALL: u64 = 64 << 20;

/// How many files that are read there may be, with documents alone and with stored files: unlike other entries, each takes
/// memory.
const MAX_FILES: usize = 200_000;
const MAX_STORED_FILES: usize = 1_000_000;

/// Ten million entries, 2 TiB, and 500 times the packed length.
impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { entries: 10_000_000, bytes: 2 << 40, ratio: 500 }
    }
}

impl ArchiveLimits {
    /// Whether there may be so many entries.
    pub(super) fn check_entries(&self, entries: u64) -> Result<()> {
        require(entries <= self.entries, || {
            Error::new(ErrorKind::LimitExceeded, format!("the zip has more than {} entries", self.entries))
                .help(raise("max-entries"))
        })
    }

    /// Whether a file may unpack from `packed` bytes to `len`, and all so far to `total`. An entry that unpacks to more
    /// than the zip says fails when it is read.
    pub(super) fn check_file(&self, packed: u64, len: u64, total: u64) -> Result<()> {
        require(len <= SMALL || len <= packed.saturating_mul(self.ratio), || {
            let message = format!("{packed} bytes unpack to {len}, more than {} times as many", self.ratio);
            Error::new(ErrorKind::LimitExceeded, message).help(raise("max-ratio"))
        })?;
        require(total <= self.bytes, || {
            let message = format!("the documents up to this file unpack to {total} bytes, more than {}", self.bytes);
            Error::new(ErrorKind::LimitExceeded, message).help(raise("max-bytes"))
        })
    }

    /// Whether there may be so many files that are read.
    pub(super) fn check_files(files: usize, wanted: Wanted) -> Result<()> {
        let (most, what) = match wanted {
            Wanted::Documents => (MAX_FILES, "documents in"),
            Wanted::StoredFiles => (MAX_STORED_FILES, "documents or stored files in"),
        };
        require(files <= most, || {
            Error::new(ErrorKind::LimitExceeded, format!("the zip has {what} more than {most} files"))
        })
    }
}

fn require(holds: bool, error: impl FnOnce() -> Error) -> Result<()> {
    if holds { Ok(()) } else { Err(error()) }
}

fn raise(limit: &str) -> String {
    format!("it may have been made to do harm; where you trust it, raise the limit `{limit}`")
}
