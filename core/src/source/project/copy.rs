//! Copies of a repository's files, with the dependencies of the working tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::git::{Repository, git, list};
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::os;

/// Files that pin the versions of a project's dependencies.
const LOCK_FILES: [&str; 6] =
    ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"];

/// A copy of a repository's files in a temporary folder, which is removed with it.
pub(super) struct Copy {
    folder: TempDir,
    project: PathBuf,
    notes: Vec<String>,
}

impl Copy {
    /// Copies the files of a revision.
    pub(super) fn of_revision(repository: &Repository, revision: &str, cancel: &Cancel) -> Result<Self> {
        let commit = repository.commit(revision)?;
        let mut copy = Self::empty(repository)?;
        // A separate index leaves that of the working tree unchanged.
        let index = tempfile::tempdir().map_err(|error| unwritable(&error))?;
        let index = index.path().join("index");
        let with_index = |arguments: &[&str]| {
            let mut command = repository.git();
            command.env("GIT_INDEX_FILE", &index).args(arguments);
            command
        };
        git(&mut with_index(&["read-tree", &commit]), cancel)?;
        let mut checkout = with_index(&["checkout-index", "--all", "--quiet"]);
        checkout.arg(format!("--prefix={}/", copy.folder.path().display()));
        git(&mut checkout, cancel)?;
        let files = list(&mut with_index(&["ls-files", "-z"]), cancel)?;
        copy.link_dependencies(repository, &files)?;
        copy.compare_lock_files(repository, revision);
        Ok(copy)
    }

    /// Copies the files of the working tree that git tracks or does not ignore.
    pub(super) fn of_working_tree(repository: &Repository, cancel: &Cancel) -> Result<Self> {
        let copy = Self::empty(repository)?;
        let mut command = repository.git();
        command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let files = list(&mut command, cancel)?;
        for file in files.iter().filter(|file| is_inside(file)) {
            cancel.check()?;
            let (from, to) = (repository.top.join(file), copy.folder.path().join(file));
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap_or(copy.folder.path())).map_err(|error| unwritable(&error))?;
                fs::copy(&from, &to).map_err(|error| Error::io(&format!("cannot copy `{file}`"), &error))?;
            }
        }
        copy.link_dependencies(repository, &files)?;
        Ok(copy)
    }

    fn empty(repository: &Repository) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| unwritable(&error))?;
        Ok(Self { folder, project: repository.folder.clone(), notes: Vec::new() })
    }

    /// Returns the folder of the project in the copy.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().join(&self.project)
    }

    /// Returns notes about the copy for the user.
    pub(super) fn into_notes(self) -> Vec<String> {
        self.notes
    }

    /// Links the working tree's `node_modules` of each package and of each parent folder of the project.
    fn link_dependencies(&self, repository: &Repository, files: &[String]) -> Result<()> {
        let is_package = |path: &&Path| path.file_name().is_some_and(|name| name == "package.json");
        let packages = files.iter().map(Path::new).filter(is_package).filter_map(Path::parent);
        let folders = packages.chain(self.project.ancestors()).filter(|path| is_below(path));
        let folders: BTreeSet<&Path> = folders.collect();
        for folder in folders {
            let dependencies = repository.top.join(folder).join("node_modules");
            let link = self.folder.path().join(folder).join("node_modules");
            if dependencies.is_dir() && link.parent().is_some_and(Path::is_dir) && !link.exists() {
                os::link_folder(&dependencies, &link)
                    .map_err(|error| Error::io("cannot link the dependencies", &error))?;
            }
        }
        Ok(())
    }

    /// Adds a note if dependencies may have other versions in the working tree.
    fn compare_lock_files(&mut self, repository: &Repository, revision: &str) {
        let folders = BTreeSet::from([PathBuf::new(), self.project.clone()]);
        for file in folders.iter().flat_map(|folder| LOCK_FILES.map(|name| folder.join(name))) {
            let (then, now) = (self.folder.path().join(&file), repository.top.join(&file));
            if let (Ok(then), Ok(now)) = (fs::read(then), fs::read(now))
                && then != now
            {
                self.notes.push(format!(
                    "`{}` of {revision} differs from the working tree, whose dependencies were used",
                    file.display()
                ));
            }
        }
    }
}

fn is_inside(file: &str) -> bool {
    is_below(Path::new(file))
}

/// Checks that a path stays below the folder it is joined to.
fn is_below(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::io("cannot write the copy", error).help("set the environment variable TMPDIR to a folder with more space")
}
