//! Copies of a repository's files, with what they depend on from the working tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::git::{Repository, git, list};
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::os;

/// What tells which versions of its dependencies a project has.
const LOCK_FILES: [&str; 6] =
    ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"];

/// A copy of a repository's files in a temporary folder, which goes away with it.
pub(super) struct Copy {
    folder: TempDir,
    project: PathBuf,
    notes: Vec<String>,
}

impl Copy {
    /// The files of a revision.
    pub(super) fn of_revision(repository: &Repository, revision: &str, cancel: &Cancel) -> Result<Self> {
        let commit = repository.commit(revision)?;
        let mut copy = Self::empty(repository)?;
        // An index of our own: the one of the working tree stays as it is.
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

    /// The files of the working tree that git knows, and those that it does not ignore.
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
                fs::copy(&from, &to).map_err(|error| Error::io(&format!("`{file}` can't be copied"), &error))?;
            }
        }
        copy.link_dependencies(repository, &files)?;
        Ok(copy)
    }

    fn empty(repository: &Repository) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| unwritable(&error))?;
        Ok(Self { folder, project: repository.folder.clone(), notes: Vec::new() })
    }

    /// The folder of the project in the copy.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().join(&self.project)
    }

    /// What the reader should know of it.
    pub(super) fn into_notes(self) -> Vec<String> {
        self.notes
    }

    /// The `node_modules` of each package, and of each folder around the project, as the working tree has it.
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
                    .map_err(|error| Error::io("the dependencies can't be linked", &error))?;
            }
        }
        Ok(())
    }

    /// Other versions of what the project depends on may behave otherwise.
    fn compare_lock_files(&mut self, repository: &Repository, revision: &str) {
        let folders = BTreeSet::from([PathBuf::new(), self.project.clone()]);
        for file in folders.iter().flat_map(|folder| LOCK_FILES.map(|name| folder.join(name))) {
            let (then, now) = (self.folder.path().join(&file), repository.top.join(&file));
            if let (Ok(then), Ok(now)) = (fs::read(then), fs::read(now))
                && then != now
            {
                self.notes.push(format!(
                    "`{}` of {revision} is not that of the working tree, whose dependencies were taken",
                    file.display()
                ));
            }
        }
    }
}

fn is_inside(file: &str) -> bool {
    is_below(Path::new(file))
}

/// Whether a path stays below the folder that it is joined to.
fn is_below(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::io("the copy can't be written", error)
        .help("name a folder with more room in the environment variable TMPDIR")
}
