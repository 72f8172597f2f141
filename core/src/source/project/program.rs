//! Finds programs.

use std::env;
use std::path::{Path, PathBuf};

/// Finds a program on the PATH.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| program_in(&folder, name)).find(|file| file.is_file())
}

/// Returns the path of a program in a folder.
pub(super) fn program_in(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
