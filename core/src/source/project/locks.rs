//! Versions of packages in two lock files: that of a revision and that of the working tree, whose packages are bundled.

mod bun;
mod npm;
mod packages;
mod pnpm;
mod yarn;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::programs::PACKAGES;
use packages::{Package, Packages};

/// Maximum number of packages in notes.
const MAX_PACKAGES: usize = 10;

/// Reads the packages of a lock file; `None` if it has another form.
type Reader = fn(&str) -> Option<Packages>;

/// Lock files and their readers. That of older versions of bun is binary.
const FILES: [(&str, Reader); 6] = [
    ("package-lock.json", npm::read),
    ("npm-shrinkwrap.json", npm::read),
    ("pnpm-lock.yaml", pnpm::read),
    ("yarn.lock", yarn::read),
    ("bun.lock", bun::read),
    ("bun.lockb", |_| None),
];

/// Returns the names of all lock files.
pub(super) fn names() -> [&'static str; 6] {
    FILES.map(|(name, _)| name)
}

/// Differences between two lock files.
#[derive(Debug, Default)]
pub(super) struct Locks {
    /// A note on a file that cannot be compared package by package.
    whole: Option<String>,
    /// Notes by package.
    packages: BTreeMap<String, String>,
}

impl Locks {
    /// Compares the nearest lock file of the project in `copy` with that of the working tree.
    pub(super) fn compare(copy: &Path, top: &Path, project: &Path, revision: &str) -> Self {
        for folder in project.ancestors() {
            for (name, read) in FILES {
                let file = folder.join(name);
                let text = |root: &Path| fs::read(root.join(&file)).ok();
                match (text(copy), text(top)) {
                    (None, None) => {}
                    (Some(then), Some(now)) if then == now => return Self::default(),
                    (Some(then), Some(now)) => return Self::of(read, &then, &now, &file, revision),
                    (then, _) => {
                        let (has, lacks) = if then.is_some() {
                            (revision, "the working tree")
                        } else {
                            ("the working tree", revision)
                        };
                        let whole = format!(
                            "{has} has `{}`, and {lacks} has not: the packages of the working tree were used",
                            file.display()
                        );
                        return Self { whole: Some(whole), packages: BTreeMap::new() };
                    }
                }
            }
        }
        Self::default()
    }

    fn of(read: Reader, then: &[u8], now: &[u8], file: &Path, revision: &str) -> Self {
        let parse = |bytes: &[u8]| read(std::str::from_utf8(bytes).ok()?);
        let (Some(then), Some(now)) = (parse(then), parse(now)) else {
            let file = file.display();
            let whole = format!("`{file}` of {revision} differs from the working tree, whose dependencies were used");
            return Self { whole: Some(whole), packages: BTreeMap::new() };
        };
        let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let none = BTreeSet::new();
        let difference = |name: &String| {
            let (then, now) = (then.get(name).unwrap_or(&none), now.get(name).unwrap_or(&none));
            (then != now).then(|| (name.clone(), describe(name, then, now, revision)))
        };
        Self { whole: None, packages: names.into_iter().filter_map(difference).collect() }
    }

    /// Returns notes on the packages that were bundled.
    pub(super) fn notes(&self, inputs: &BTreeSet<PathBuf>) -> Vec<String> {
        let used: BTreeSet<String> = inputs.iter().filter_map(|file| package_of(file)).collect();
        let differing: Vec<_> = self.packages.iter().filter(|(name, _)| used.contains(*name)).collect();
        let shown = differing.iter().take(MAX_PACKAGES).map(|(_, note)| (*note).clone());
        let more = differing.len().saturating_sub(MAX_PACKAGES);
        let more = (more > 0).then(|| format!("{more} more packages have other versions in the working tree"));
        self.whole.iter().cloned().chain(shown).chain(more).collect()
    }
}

fn describe(name: &str, then: &BTreeSet<Package>, now: &BTreeSet<Package>, revision: &str) -> String {
    let versions = |packages: &BTreeSet<Package>| {
        let versions: BTreeSet<_> = packages.iter().map(|package| package.version.as_str()).collect();
        versions.into_iter().collect::<Vec<_>>().join(", ")
    };
    let (old, new) = (versions(then), versions(now));
    if then.is_empty() {
        return format!("`{name}` {new} of the working tree was bundled, and is not locked by {revision}");
    }
    if now.is_empty() {
        return format!(
            "`{name}` is {old} in {revision}, and the working tree, whose package was bundled, does not lock it"
        );
    }
    if old == new {
        return format!(
            "`{name}` {old} has another content in {revision} than in the working tree, whose package was bundled"
        );
    }
    format!("`{name}` is {old} in {revision} and {new} in the working tree, whose package was bundled")
}

/// Returns the name of the package that contains a file.
fn package_of(file: &Path) -> Option<String> {
    let text = file.to_string_lossy().replace('\\', "/");
    let (_, inside) = text.rsplit_once(&format!("/{PACKAGES}/"))?;
    let mut steps = inside.split('/');
    let first = steps.next()?;
    Some(if first.starts_with('@') { format!("{first}/{}", steps.next()?) } else { first.to_owned() })
}

#[cfg(test)]
mod tests;
