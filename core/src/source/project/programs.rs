//! Finds programs, never among the files of a repository: a branch could bring its own.

use std::env;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The folder of packages.
pub(super) const PACKAGES: &str = "node_modules";

/// Finds a program on the PATH. Relative folders and those of the working tree that contains the current folder don't count,
/// as a branch could bring its own program.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&trusted_path()).map(|folder| program_in(&folder, name)).find(|file| file.is_file())
}

/// Returns the PATH without folders in which a branch could bring a program.
pub(super) fn trusted_path() -> OsString {
    let working_tree = env::current_dir().ok().and_then(|folder| working_tree(&folder));
    let Some(path) = env::var_os("PATH") else { return OsString::new() };
    let is_trusted = |folder: &PathBuf| folder.is_absolute() && !is_in(folder, working_tree.as_deref());
    env::join_paths(env::split_paths(&path).filter(is_trusted)).unwrap_or_default()
}

fn is_in(folder: &Path, working_tree: Option<&Path>) -> bool {
    let Some(working_tree) = working_tree else { return false };
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.starts_with(working_tree) || real.starts_with(working_tree)
}

/// Returns the root of the working tree that contains a folder, without git.
pub(super) fn working_tree(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Returns the path of a program in a folder.
pub(super) fn program_in(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Checks if a path leads through a folder of packages.
pub(super) fn is_among_packages(path: &Path) -> bool {
    path.components().any(|part| part == Component::Normal(PACKAGES.as_ref()))
}
