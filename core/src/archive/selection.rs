//! The entries of a zip to read.

/// The entries of a zip to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// Documents only.
    #[cfg_attr(not(feature = "source"), expect(dead_code, reason = "imports read all entries"))]
    Documents,
    /// Documents and stored files.
    StoredFiles,
}
