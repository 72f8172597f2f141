//! Links from a copy to the packages that are installed in the working tree.
//!
//! Members of a workspace and packages named by a path are linked to their folders in the copy, so that each revision has its
//! own. What package managers installed from elsewhere is linked to the working tree.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use super::git::{Repository, list};
use super::programs::{PACKAGES, is_among_packages};
use super::temporary::unwritable;
use super::workspaces::Workspaces;
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::os;

/// Maximum number of folders of packages: a store may refer to others without end.
const MAX_FOLDERS: usize = 10_000;

/// The linked packages.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// Folders outside of the copy that contain packages.
    pub(super) folders: Vec<PathBuf>,
    /// Packages linked from outside of the repository.
    pub(super) outside: Vec<String>,
    /// Members of the working tree's workspace that the copy lacks.
    pub(super) missing: Vec<String>,
}

/// Links the packages of each folder that contains a package or the project, all relative to the root.
pub(super) fn link(
    repository: &Repository,
    root: &Path,
    folders: &BTreeSet<PathBuf>,
    workspaces: &Workspaces,
) -> Result<Linked> {
    let top = repository.top.canonicalize().map_err(|error| Error::io("cannot open the working tree", &error))?;
    let tracked = tracked_packages(repository)?;
    let mut linked = Linked::default();
    let mut used = Vec::new();
    for folder in folders {
        let (from, to) = (top.join(folder).join(PACKAGES), root.join(folder).join(PACKAGES));
        // A revision that contains its packages uses them.
        if !root.join(folder).is_dir() || to.symlink_metadata().is_ok() {
            continue;
        }
        let is_installed = from.is_dir() && !tracked.contains(&folder.join(PACKAGES));
        let installed = if is_installed { packages_in(&from) } else { BTreeMap::new() };
        let own = workspaces.names(folder);
        let is_member = |real: &PathBuf| member_path(real, &top).is_some();
        if own.is_empty() && !installed.values().any(is_member) {
            if is_installed {
                os::link(&from, &to).map_err(|error| unlinkable(&error))?;
                used.push(from);
            }
            continue;
        }
        let link = |name: &str, target: &Path| -> Result<()> {
            let link = to.join(name);
            fs::create_dir_all(link.parent().unwrap_or(&to)).map_err(|error| unwritable(&error))?;
            os::link(target, &link).map_err(|error| unlinkable(&error))
        };
        fs::create_dir_all(&to).map_err(|error| unwritable(&error))?;
        for (name, real) in installed.iter().filter(|(name, _)| !own.contains(name.as_str())) {
            match member_path(real, &top) {
                Some(member) if root.join(member).join("package.json").is_file() => link(name, &root.join(member))?,
                Some(_) => linked.missing.push(name.clone()),
                None => {
                    if !real.starts_with(&top) && !is_among_packages(real) {
                        linked.outside.push(name.clone());
                    }
                    link(name, real)?;
                }
            }
        }
        for name in own {
            if let Some(member) = workspaces.find(folder, name) {
                link(name, &root.join(member))?;
            }
        }
        if is_installed {
            used.push(from);
        }
    }
    linked.folders = folders_of(&used, &top);
    linked.missing.sort();
    linked.missing.dedup();
    Ok(linked)
}

/// Returns the path, relative to the working tree, of a package that is part of it and not installed.
fn member_path<'p>(real: &'p Path, top: &Path) -> Option<&'p Path> {
    real.strip_prefix(top).ok().filter(|path| !is_among_packages(path))
}

/// Returns the packages in a folder by name, with all links followed.
fn packages_in(folder: &Path) -> BTreeMap<String, PathBuf> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| !name.starts_with('.')).collect()
    };
    let scoped = |name: String| match name.starts_with('@') {
        true => names(&folder.join(&name)).iter().map(|inner| format!("{name}/{inner}")).collect(),
        false => vec![name],
    };
    let all = names(folder).into_iter().flat_map(scoped);
    all.filter_map(|name| Some((folder.join(&name).canonicalize().ok()?, name)))
        .map(|(real, name)| (name, real))
        .collect()
}

/// Returns the folders that contain the packages of these folders, with those to which a package manager's links lead.
pub(super) fn folders_of(folders: &[PathBuf], top: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut waiting: VecDeque<PathBuf> = folders.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    while let Some(folder) = waiting.pop_front() {
        if found.len() >= MAX_FOLDERS || found.contains(&folder) {
            continue;
        }
        for real in packages_in(&folder).into_values() {
            let is_known = real.starts_with(&folder) || found.iter().any(|known| real.starts_with(known));
            if is_known || member_path(&real, top).is_some() {
                continue;
            }
            match real.ancestors().find(|path| path.file_name().is_some_and(|name| name == PACKAGES)) {
                Some(store) => waiting.push_back(store.to_owned()),
                // Linked by hand: only a package, so that a link to a home folder gives access to nothing.
                None if real.join("package.json").is_file() => {
                    waiting.extend(real.join(PACKAGES).canonicalize());
                    found.push(real);
                }
                None => {}
            }
        }
        found.push(folder);
    }
    found
}

/// Returns the folders of a project's own packages to which these folders of packages link, and to which those link in turn.
pub(super) fn members_of(folders: &[PathBuf], project: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let Ok(project) = project.canonicalize() else { return found };
    let mut waiting = folders.to_vec();
    while let Some(folder) = waiting.pop() {
        for real in packages_in(&folder).into_values() {
            let is_member = member_path(&real, &project).is_some() && real.join("package.json").is_file();
            if is_member && found.len() < MAX_FOLDERS && found.insert(real.clone()) {
                waiting.push(real.join(PACKAGES));
            }
        }
    }
    found
}

/// Returns the folders of packages, relative to the root, that are part of the repository.
pub(super) fn tracked_packages(repository: &Repository) -> Result<BTreeSet<PathBuf>> {
    let mut command = repository.git();
    command.args(["ls-files", "-z", "--", ":(top,glob)**/node_modules", ":(top,glob)**/node_modules/**"]);
    let files = list(&mut command, &Cancel::default())?;
    let folder = |file: &String| {
        let path = Path::new(file);
        let mut folders: Vec<_> =
            path.ancestors().filter(|path| path.file_name().is_some_and(|name| name == PACKAGES)).collect();
        // The outermost one.
        folders.pop().map(Path::to_owned)
    };
    Ok(files.iter().filter_map(folder).collect())
}

fn unlinkable(error: &std::io::Error) -> Error {
    Error::io("cannot link the dependencies", error)
}
