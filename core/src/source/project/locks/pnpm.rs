//! `pnpm-lock.yaml`: the keys of `packages`, and their hashes.

use super::packages::{Packages, insert, split};

pub(super) fn read(text: &str) -> Option<Packages> {
    let mut lines = text.lines().skip_while(|line| *line != "packages:");
    lines.next()?;
    let mut found = Packages::new();
    let mut current: Option<(String, String)> = None;
    for line in lines {
        let indentation = line.len() - line.trim_start().len();
        match indentation {
            0 if !line.is_empty() => break,
            2 => {
                current = parse_key(line);
                if let Some((name, version)) = &current {
                    insert(&mut found, name, version, "");
                }
            }
            4 => {
                if let (Some((name, version)), Some(hash)) = (&current, hash_of(line)) {
                    found.remove_empty(name, version);
                    insert(&mut found, name, version, hash);
                }
            }
            _ => {}
        }
    }
    Some(found)
}

trait RemoveEmpty {
    fn remove_empty(&mut self, name: &str, version: &str);
}

impl RemoveEmpty for Packages {
    /// Removes the entry without a hash.
    fn remove_empty(&mut self, name: &str, version: &str) {
        if let Some(packages) = self.get_mut(name) {
            packages.retain(|package| package.version != version || !package.content.is_empty());
        }
    }
}

/// Parses `name@1.0.0(peer@1):`, `/name@1.0.0:` or `/name/1.0.0:`.
fn parse_key(line: &str) -> Option<(String, String)> {
    let key = line.trim().strip_suffix(':')?.trim_matches(['\'', '"']);
    let key = key.strip_prefix('/').unwrap_or(key);
    let key = key.split('(').next().unwrap_or(key);
    let (name, version) = split(key).or_else(|| key.rsplit_once('/'))?;
    Some((name.to_owned(), version.to_owned()))
}

/// Parses `resolution: {integrity: sha512-…}`.
fn hash_of(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("resolution:")?.trim();
    Some(rest.trim_matches(['{', '}']).trim())
}
