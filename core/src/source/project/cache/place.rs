//! The place of a project.

use std::path::{Path, PathBuf};

/// A project, and the outermost folder whose files belong to it.
pub(super) struct Project {
    pub(super) folder: PathBuf,
    pub(super) top: PathBuf,
}

impl Project {
    /// Returns the folders in which packages may be installed, innermost first.
    pub(super) fn ancestors(&self) -> impl Iterator<Item = &Path> {
        self.folder.ancestors()
    }
}
