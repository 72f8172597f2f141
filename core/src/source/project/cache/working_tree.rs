//! The files of a working tree that a bundler may read.
//!
//! Git only lists them. Its own comparison with a commit would run the filters that a repository configures.

use std::fs;
use std::path::Path;

use super::fingerprint::{content, hash, state};
use crate::cancel::Cancel;
use crate::source::project::git::{Repository, list};

/// Maximum number of files. The content of larger trees takes longer to read than an app to bundle.
const MAX_FILES: usize = 50_000;

/// Largest file that is identified by its content. Larger ones are data.
const MAX_LEN: u64 = 16 << 20;

/// Endings of files that modules import.
const CODE: [&str; 11] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "json", "txt", "wasm"];

/// Lists the files of a working tree, with their content; `None` if they cannot all be identified.
pub(super) fn files(repository: &Repository) -> Option<Vec<String>> {
    let git = |arguments: &[&str]| {
        let mut command = repository.git();
        command.arg("ls-files").arg("-z").args(arguments);
        list(&mut command, &Cancel::default()).ok()
    };
    let mut found = Vec::new();
    let kept = git(&["--cached", "--others", "--exclude-standard"])?;
    if kept.len() > MAX_FILES {
        return None;
    }
    for path in kept {
        found.push(format!("{path} {}", kept_file(&repository.top.join(&path))?));
    }
    let mut left = MAX_FILES;
    for path in git(&["--others", "--ignored", "--exclude-standard", "--directory"])? {
        add_ignored(&repository.top, &path, &mut left, &mut found)?;
    }
    Some(found)
}

/// Identifies a file that git keeps: code by its content, other files by size and time. A folder is another repository.
fn kept_file(path: &Path) -> Option<String> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => target(path),
        Ok(metadata) if metadata.is_file() && is_code(path) && metadata.len() <= MAX_LEN => content(path),
        Ok(metadata) if metadata.is_file() => state(path),
        Ok(_) => None,
        Err(error) => (error.kind() == std::io::ErrorKind::NotFound).then(|| "absent".to_owned()),
    }
}

fn target(link: &Path) -> Option<String> {
    Some(hash(fs::read_link(link).ok()?.as_os_str().as_encoded_bytes()))
}

fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|ending| CODE.iter().any(|code| ending == *code))
}

/// Adds the code among ignored files, by size and time. Packages are compared by themselves.
fn add_ignored(top: &Path, path: &str, left: &mut usize, found: &mut Vec<String>) -> Option<()> {
    let full = top.join(path);
    if full.file_name().is_some_and(|name| name == "node_modules" || name == ".git") {
        return Some(());
    }
    *left = left.checked_sub(1)?;
    let kind = fs::symlink_metadata(&full).ok()?;
    if kind.is_dir() {
        let mut names: Vec<_> = fs::read_dir(&full).ok()?.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
        names.sort();
        for name in names {
            let inside = Path::new(path).join(name);
            add_ignored(top, &inside.to_string_lossy(), left, found)?;
        }
    } else if kind.is_symlink() {
        found.push(format!("{path} {}", target(&full)?));
    } else if is_code(&full) {
        found.push(format!("{path} {}", state(&full)?));
    }
    Some(())
}
