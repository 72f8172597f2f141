//! Symbolic links of a revision: those that lead out of the copy are left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::os;

/// Creates the links, each a path in the copy and its target, and returns those that were left out.
///
/// All are created first, because a link may lead through another; then those that don't end in the copy are removed.
pub(super) fn create(root: &Path, links: &BTreeMap<String, String>) -> Vec<String> {
    let mut created: Vec<(&String, PathBuf)> = Vec::new();
    let mut left_out = Vec::new();
    for (path, target) in links {
        let link = root.join(path);
        let parent_is_inside =
            link.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok() && is_inside(root, parent));
        let is_absolute = Path::new(target).is_absolute();
        if parent_is_inside && !is_absolute && os::link(Path::new(target), &link).is_ok() {
            created.push((path, link));
        } else {
            left_out.push(path.clone());
        }
    }
    // A removed link may be the way of another one.
    loop {
        let (inside, outside): (Vec<_>, Vec<_>) = created.into_iter().partition(|(_, link)| is_inside(root, link));
        for (path, link) in &outside {
            drop(os::remove_link(link));
            left_out.push((*path).clone());
        }
        if outside.is_empty() {
            return left_out;
        }
        created = inside;
    }
}

/// Checks if a path exists and ends in a folder.
pub(super) fn is_inside(root: &Path, path: &Path) -> bool {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(path)) => path.starts_with(root),
        _ => false,
    }
}
