//! The files of packages that were bundled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fingerprint::content;
use super::place::Project;
use crate::artifact::{Artifact, Module};

/// The folder of installed packages.
const PACKAGES: &str = "node_modules/";

/// Files in which package managers record what is installed, and the package with Convex's command.
const STATES: [&str; 5] =
    [".package-lock.json", ".modules.yaml", ".yarn-integrity", ".yarn-state.yml", "convex/package.json"];

/// Returns the files that change with the installed packages.
pub(super) fn states(project: &Project) -> impl Iterator<Item = PathBuf> {
    project.ancestors().flat_map(|folder| STATES.map(|name| folder.join(PACKAGES).join(name)))
}

/// Hashes of files by their path from a folder with packages. A file that a source map names may be absent from a package,
/// whose `package.json` then stands for it.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct PackageFiles(BTreeMap<String, String>);

#[derive(Deserialize)]
struct SourceMap {
    #[serde(default)]
    sources: Vec<String>,
}

impl PackageFiles {
    /// Finds the files of an app; `None` if one is neither in the project nor in a package.
    pub(super) fn of(artifact: &Artifact, project: &Project) -> Option<Self> {
        let mut files = Self::default();
        if project.top.as_os_str().is_empty() {
            return Some(files);
        }
        for module in modules(artifact) {
            let Some(map) = &module.source_map else { continue };
            let map: SourceMap = serde_json::from_str(map).ok()?;
            for source in &map.sources {
                files.add(&module.path, source, project)?;
            }
        }
        Some(files)
    }

    fn add(&mut self, module: &str, source: &str, project: &Project) -> Option<()> {
        let Some(start) = source.find(PACKAGES) else { return is_inside(module, source, project).then_some(()) };
        let path = source.get(start..)?;
        let manifest = manifest_of(path)?;
        for file in [path, &manifest] {
            if !self.0.contains_key(file)
                && let Some(hash) = find(project, file)
            {
                self.0.insert(file.to_owned(), hash);
            }
        }
        self.0.contains_key(&manifest).then_some(())
    }

    pub(super) fn are_unchanged(&self, project: &Project) -> bool {
        self.0.iter().all(|(file, hash)| find(project, file).as_ref() == Some(hash))
    }
}

fn modules(artifact: &Artifact) -> impl Iterator<Item = &Module> {
    let app = &artifact.app;
    let components = artifact.components.iter();
    let components = components.flat_map(|part| part.modules.iter().chain(&part.schema).chain([&part.definition]));
    app.modules.iter().chain(&app.schema).chain(&app.definition).chain(components)
}

/// Returns the `package.json` of the innermost package in a path.
fn manifest_of(path: &str) -> Option<String> {
    let start = path.rfind(PACKAGES)? + PACKAGES.len();
    let mut steps = path.get(start..)?.split('/');
    let name = steps.next().filter(|name| !name.is_empty())?;
    let scoped = if name.starts_with('@') { format!("{name}/{}", steps.next()?) } else { name.to_owned() };
    Some(format!("{}{scoped}/package.json", path.get(..start)?))
}

/// Hashes a file of the innermost folder that has it.
fn find(project: &Project, file: &str) -> Option<String> {
    project.ancestors().find_map(|folder| content(&folder.join(file)))
}

/// Checks if a source, relative to its bundled module, is inside the repository. The output is a folder beside the functions.
fn is_inside(module: &str, source: &str, project: &Project) -> bool {
    let below_top = project.folder.strip_prefix(&project.top).map(Path::components).map_or(0, Iterator::count);
    let mut depth = below_top + module.split('/').count();
    for step in source.split('/') {
        match step {
            "." | "" => {}
            ".." if depth == 0 => return false,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    !source.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_of_a_path_is_the_innermost() {
        for (path, manifest) in [
            ("node_modules/convex/src/a.ts", "node_modules/convex/package.json"),
            ("node_modules/@a/b/c.js", "node_modules/@a/b/package.json"),
            ("node_modules/.pnpm/x@1/node_modules/x/i.js", "node_modules/.pnpm/x@1/node_modules/x/package.json"),
        ] {
            assert_eq!(manifest_of(path).as_deref(), Some(manifest));
        }
    }

    #[test]
    fn source_outside_of_the_repository_is_told_apart() {
        let project = Project { folder: PathBuf::from("/a/b/c"), top: PathBuf::from("/a/b") };
        for (module, source, inside) in [
            ("m.js", "../convex/m.ts", true),
            ("m.js", "../../shared/m.ts", true),
            ("m.js", "../../../shared/m.ts", false),
            ("d/m.js", "../../../shared/m.ts", true),
            ("m.js", "/etc/m.ts", false),
        ] {
            assert_eq!(is_inside(module, source, &project), inside, "{module} {source}");
        }
    }
}
