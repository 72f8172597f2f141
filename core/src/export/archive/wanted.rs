//! Which entries of a zip are to be read.

/// Which entries of a zip are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those that hold documents.
    #[cfg_attr(not(feature = "source"), expect(dead_code, reason = "who imports them wants all"))]
    Documents,
    /// Stored files too.
    StoredFiles,
}
