//! Packages installed in Node instead of being bundled: `node.externalPackages` of `convex.json`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::project::{Package, Project, installed};
use crate::request::NodeDependency;

/// Version prefixes of packages that are always bundled: they may not be available to the deployment.
const ELSEWHERE: [&str; 8] =
    ["file:", "git+file://", "http://", "https://", "git://", "git+ssh://", "git+http://", "git+https://"];

/// Packages to leave out of the bundles, and their folders.
#[derive(Clone, Debug, Default)]
pub(crate) struct Externals(BTreeMap<String, PathBuf>);

impl Externals {
    /// Finds the project's dependencies named by its configuration.
    pub(crate) fn of(project: &Project) -> Result<Self> {
        let allowed = |name: &str| project.external_packages.iter().any(|allowed| allowed == name || allowed == "*");
        if project.external_packages.is_empty() {
            return Ok(Self::default());
        }
        let root = project.folder.ancestors().find(|folder| folder.join("package.json").is_file());
        let root = root.context("`package.json` not found: `externalPackages` requires it")?;
        let package = Package::read(root)?;
        let lists =
            [package.dependencies, package.dev_dependencies, package.peer_dependencies, package.optional_dependencies];
        let mut found = BTreeMap::new();
        for (name, version) in lists.into_iter().flatten() {
            let folder = root.join("node_modules").join(&name);
            let is_elsewhere = ELSEWHERE.iter().any(|prefix| version.starts_with(prefix));
            if name != "convex" && allowed(&name) && !is_elsewhere && folder.exists() {
                found.entry(name).or_insert(folder);
            }
        }
        Ok(Self(found))
    }

    /// Returns the external package of a specifier imported in `folder`, if it resolves to that package.
    pub(crate) fn named_by(&self, specifier: &str, folder: &Path) -> Option<&str> {
        if specifier.starts_with('.') {
            return None;
        }
        let (name, expected) = self.0.get_key_value(package_name(specifier))?;
        (installed(name, folder).as_ref() == Some(expected)).then_some(name)
    }

    /// Returns the packages to install: the referenced ones and their external peers.
    pub(crate) fn dependencies(&self, referenced: BTreeSet<String>) -> Result<Vec<NodeDependency>> {
        let mut queue: VecDeque<String> = referenced.into_iter().collect();
        let mut found = BTreeMap::new();
        while let Some(name) = queue.pop_front() {
            let Some(folder) = self.0.get(&name) else { continue };
            if found.contains_key(&name) {
                continue;
            }
            let package = Package::read(folder)?;
            let version = package.version.with_context(|| format!("version of `{}` not found", folder.display()))?;
            queue.extend(package.peer_dependencies.into_keys().chain(package.optional_dependencies.into_keys()));
            found.insert(name, version);
        }
        Ok(found.into_iter().map(|(name, version)| NodeDependency { name, version }).collect())
    }
}

/// Returns the package of a specifier: `@scope/name` for `@scope/name/file.js`.
fn package_name(specifier: &str) -> &str {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    let end = specifier.match_indices('/').nth(parts - 1).map_or(specifier.len(), |(index, _)| index);
    specifier.get(..end).unwrap_or(specifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_of_a_specifier() {
        assert_eq!(package_name("sharp"), "sharp");
        assert_eq!(package_name("sharp/lib/a.js"), "sharp");
        assert_eq!(package_name("@scope/name"), "@scope/name");
        assert_eq!(package_name("@scope/name/a"), "@scope/name");
    }
}
