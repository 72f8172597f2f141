//! Files of a store: only their owner should access them, because they contain secrets.

use std::path::{Path, PathBuf};

use super::place::Place;
use crate::os::{OthersAccess, access_of_others, create_private_file, create_private_folder};

/// Endings of the files that belong to a store: its own, SQLite's, the lock for jobs, and the reserve of disk space.
const ENDINGS: [&str; 5] = ["", "-wal", "-shm", "-work", "-reserve"];

/// Creates the file of a new store for its owner only, and its folder if that is missing. SQLite gives the files beside
/// it the same permissions.
pub(super) fn create(place: &Place) {
    let Place::File(path) = place else { return };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // SQLite reports the failure when it opens the file.
        let _ = create_private_folder(folder);
    }
    for file in [path.clone(), beside(path, "-work")] {
        let _ = create_private_file(&file);
    }
}

/// Describes files of a store that other users can access, and how to change that.
pub(super) fn warnings(place: &Place) -> Vec<String> {
    let Place::File(path) = place else { return Vec::new() };
    let mut warnings = Vec::new();
    let files = ENDINGS.map(|ending| beside(path, ending));
    for file in files.iter().filter(|file| access_of_others(file) != OthersAccess::None) {
        let file = file.display();
        warnings.push(format!("other users can access `{file}`, which contains secrets; run `chmod 600 '{file}'`"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if access_of_others(folder) == OthersAccess::Write {
        let folder = folder.display();
        warnings.push(format!("other users can replace the store in `{folder}`; run `chmod 700 '{folder}'`"));
    }
    warnings
}

/// Returns the path of a file beside the store's.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
