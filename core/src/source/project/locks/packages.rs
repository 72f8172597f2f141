//! The packages of a lock file.

use std::collections::{BTreeMap, BTreeSet};

/// The packages of a lock file, by name.
pub(super) type Packages = BTreeMap<String, BTreeSet<Package>>;

/// One entry of a lock file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    pub(super) version: String,
    /// Hash of its content, or its address.
    pub(super) content: String,
}

/// Splits `name@version`; the name may start with `@`.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let at = text.get(1..)?.find('@')? + 1;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Adds a package.
pub(super) fn insert(packages: &mut Packages, name: &str, version: &str, content: &str) {
    let package = Package { version: version.to_owned(), content: content.to_owned() };
    packages.entry(name.to_owned()).or_default().insert(package);
}
