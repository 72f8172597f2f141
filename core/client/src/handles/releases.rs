//! Location of the releases of a connection.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Location of the release store of a connection: a folder, or the memory of this process.
///
/// ```
/// use convex_ops::ReleaseLocation;
///
/// let shared = ReleaseLocation::folder("/srv/releases");
/// assert_eq!(shared.to_string(), "/srv/releases");
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum ReleaseLocation {
    /// The folder in the environment variable `CONVEX_OPS_RELEASES`, or else `.convex-ops/releases`.
    #[default]
    Default,
    /// A folder, which need not exist.
    Folder(PathBuf),
    /// Memory, which all clones share. It suits a platform in memory.
    Memory(MemoryFiles),
}

/// Files in memory, by name. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryFiles(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl ReleaseLocation {
    /// Creates a location from a folder, which need not exist.
    #[must_use]
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self::Folder(path.into())
    }

    /// Creates a location in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(MemoryFiles::default())
    }
}

impl fmt::Display for ReleaseLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("the default folder"),
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Memory(_) => f.write_str("memory"),
        }
    }
}

impl MemoryFiles {
    /// Returns a file.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.lock().get(name).cloned()
    }

    /// Writes a file. Returns `false` if it exists and `replace` is not set.
    pub fn write(&self, name: &str, bytes: Vec<u8>, replace: bool) -> bool {
        let mut files = self.lock();
        let is_written = replace || !files.contains_key(name);
        if is_written {
            files.insert(name.to_owned(), bytes);
        }
        is_written
    }

    /// Lists the names in a folder: of its files, and of its folders.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let files = self.lock();
        let inside = files.keys().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/'));
        let mut names: Vec<_> = inside.filter_map(|name| name.split('/').next()).map(str::to_owned).collect();
        names.dedup();
        names
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MemoryFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryFiles").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_by_folder_and_written_once() {
        let files = MemoryFiles::default();
        assert!(files.write("entries/a/1", vec![1], false));
        assert!(!files.write("entries/a/1", vec![2], false));
        assert!(files.write("entries/a/2", vec![2], true));
        assert!(files.write("entries/ab/1", vec![3], false));
        assert_eq!(files.read("entries/a/1"), Some(vec![1]));
        assert_eq!(files.read("entries/a"), None);
        assert_eq!(files.list("entries"), ["a", "ab"]);
        assert_eq!(files.list("entries/a"), ["1", "2"]);
        assert!(files.list("none").is_empty());
    }
}
