//! Copies of a repository's files, with the dependencies of the working tree.
//!
//! A copy has the files that bundlers read. Nothing in it leads out of it but the links to packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::confine::Area;
use super::dependencies::{self, Linked};
use super::functions::find_functions;
use super::git::{Repository, list};
use super::locks::Locks;
use super::temporary::{Folder, unwritable};
use super::tree::{Content, Entry, Kind, entries, is_inside, is_readable, read};
use super::{links, workspaces};
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Maximum number of names in a note.
const MAX_NAMES: usize = 5;

/// A copy of a repository's files in a temporary folder, which is removed with it.
pub(super) struct Copy {
    folder: Folder,
    project: PathBuf,
    notes: Vec<String>,
    linked: Linked,
    locks: Locks,
}

impl Copy {
    /// Copies the files of a revision.
    pub(super) fn of_revision(repository: &Repository, revision: &str, cancel: &Cancel) -> Result<Self> {
        let commit = repository.commit(revision)?;
        let mut copy = Self::empty(repository)?;
        let entries = entries(repository, &commit, cancel)?;
        copy.write_revision(repository, revision, &entries, cancel)?;
        copy.check_folder(revision)?;
        let files = entries.iter().map(|entry| entry.path.as_str());
        copy.link_dependencies(repository, files, revision)?;
        copy.locks = Locks::compare(copy.folder.path(), &repository.top, &copy.project, revision);
        Ok(copy)
    }

    /// Copies the files of the working tree that git tracks or does not ignore.
    pub(super) fn of_working_tree(repository: &Repository, cancel: &Cancel) -> Result<Self> {
        let mut copy = Self::empty(repository)?;
        let mut command = repository.git();
        command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let files = list(&mut command, cancel)?;
        let files: BTreeSet<&String> = files.iter().filter(|file| is_inside(file)).collect();
        let mut found = BTreeMap::new();
        for file in &files {
            cancel.check()?;
            let from = repository.top.join(file);
            let Ok(metadata) = from.symlink_metadata() else { continue };
            if metadata.is_symlink() {
                let target = fs::read_link(&from).map_err(|error| unreadable(file, &error))?;
                found.insert((*file).clone(), target.to_string_lossy().into_owned());
            } else if metadata.is_file() && is_readable(file) {
                let bytes = fs::read(&from).map_err(|error| unreadable(file, &error))?;
                copy.write(file, &bytes)?;
            }
        }
        copy.create_links(&found, "the working tree");
        copy.check_folder("the working tree")?;
        copy.link_dependencies(repository, files.iter().map(|file| file.as_str()), "the working tree")?;
        Ok(copy)
    }

    fn empty(repository: &Repository) -> Result<Self> {
        let (linked, locks) = (Linked::default(), Locks::default());
        Ok(Self { folder: Folder::new()?, project: repository.folder.clone(), notes: Vec::new(), linked, locks })
    }

    /// Returns the folder of the project in the copy.
    pub(super) fn folder(&self) -> PathBuf {
        self.folder.path().join(&self.project)
    }

    /// Returns the files that a bundler may read and write.
    pub(super) fn area(&self) -> Result<Area> {
        let project = self.folder.path().canonicalize().map_err(|error| unwritable(&error))?;
        Ok(Area { project, is_copy: true, packages: self.linked.folders.clone() })
    }

    /// Returns a note for each package of which another version was bundled than the revision has.
    pub(super) fn other_versions(&self, inputs: &BTreeSet<PathBuf>) -> Vec<String> {
        self.locks.notes(inputs)
    }

    /// Returns notes about the copy for the user.
    pub(super) fn into_notes(self) -> Vec<String> {
        self.notes
    }

    fn write_revision(
        &mut self,
        repository: &Repository,
        revision: &str,
        entries: &[Entry],
        cancel: &Cancel,
    ) -> Result<()> {
        let (mut found, mut elsewhere, mut missing) = (BTreeMap::new(), Vec::new(), Vec::new());
        read(repository, entries, cancel, |entry, content| {
            match content {
                Content::Bytes(bytes) if entry.kind == Kind::Link => {
                    found.insert(entry.path.clone(), String::from_utf8_lossy(&bytes).into_owned());
                }
                Content::Bytes(bytes) => self.write(&entry.path, &bytes)?,
                Content::ElsewhereInLfs => elsewhere.push(entry.path.clone()),
                Content::Unreadable => missing.push(entry.path.clone()),
            }
            Ok(())
        })?;
        self.create_links(&found, revision);
        let submodules = entries.iter().filter(|entry| entry.kind == Kind::Submodule).map(|entry| entry.path.clone());
        let submodules: Vec<_> = submodules.collect();
        self.require(&submodules, &format!("read a submodule of {revision}"), "check the app in its own repository")?;
        self.require(&elsewhere, &format!("read a file of {revision} in Git LFS"), "keep modules out of Git LFS")?;
        let help = "check the repository with `git fsck`, and fetch the objects that a partial clone lacks";
        self.require(&missing, &format!("read a file of {revision} from git"), help)?;
        self.note(&submodules, &format!("submodules of {revision} are not read"));
        self.note(&elsewhere, &format!("files of {revision} are in Git LFS and are not read"));
        self.note(&missing, &format!("files of {revision} outside of the functions cannot be read from git"));
        Ok(())
    }

    /// Checks that none of these files is a function's or configures the project: a missing one would count as removed. A
    /// missing import fails by itself.
    fn require(&self, lost: &[String], what: &str, help: &str) -> Result<()> {
        let functions = find_functions(&self.folder()).ok();
        let functions = functions.as_deref().and_then(|folder| folder.strip_prefix(self.folder.path()).ok());
        let is_needed = |path: &&String| {
            let path = Path::new(path);
            // An unreadable `convex.json` does not name the folder.
            path.parent() == Some(&self.project) || functions.is_none_or(|functions| path.starts_with(functions))
        };
        match lost.iter().find(is_needed) {
            Some(path) => Err(Error::invalid_input(format!("cannot {what}: `{path}`")).help(help.to_owned())),
            None => Ok(()),
        }
    }

    fn create_links(&mut self, found: &BTreeMap<String, String>, of: &str) {
        let left_out = links::create(self.folder.path(), found);
        // Links elsewhere in the repository matter only if a module is imported through them, which then fails.
        let of_project: Vec<_> = left_out.into_iter().filter(|path| self.is_of_project(path)).collect();
        self.note(&of_project, &format!("symbolic links of {of} lead nowhere or out of it and are left out"));
    }

    fn is_of_project(&self, path: &str) -> bool {
        Path::new(path).starts_with(&self.project)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let to = self.folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap_or(self.folder.path())).map_err(|error| unwritable(&error))?;
        fs::write(&to, bytes).map_err(|error| unwritable(&error))
    }

    /// Checks that the folder of the project, with all links followed, is in the copy.
    fn check_folder(&self, revision: &str) -> Result<()> {
        let folder = self.folder();
        if !folder.exists() || links::is_inside(self.folder.path(), &folder) {
            return Ok(());
        }
        Err(Error::invalid_input(format!("folder `{}` leads out of {revision}", self.project.display())))
    }

    fn link_dependencies<'f>(
        &mut self,
        repository: &Repository,
        files: impl Iterator<Item = &'f str>,
        revision: &str,
    ) -> Result<()> {
        let manifests: BTreeSet<PathBuf> = files
            .map(Path::new)
            .filter(|path| path.file_name().is_some_and(|name| name == "package.json"))
            .filter_map(|path| path.parent().map(Path::to_owned))
            .collect();
        let members = workspaces::read(self.folder.path(), &manifests);
        let mut folders = manifests;
        folders.extend(self.project.ancestors().map(Path::to_owned));
        self.linked = dependencies::link(repository, self.folder.path(), &folders, &members)?;
        let outside = std::mem::take(&mut self.linked.outside);
        self.note(&outside, &format!("packages are linked from outside of the repository, so not those of {revision}"));
        let missing = std::mem::take(&mut self.linked.missing);
        self.note(&missing, &format!("packages of the workspace are not in {revision} and are left out"));
        Ok(())
    }

    /// Adds a note about files, unless there are none.
    fn note(&mut self, names: &[String], what: &str) {
        let Some(more) = names.len().checked_sub(1) else { return };
        let shown: Vec<_> = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
        let rest = (more + 1).saturating_sub(MAX_NAMES);
        let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
        self.notes.push(format!("{what}: {}{rest}", shown.join(", ")));
    }
}

fn unreadable(file: &str, error: &std::io::Error) -> Error {
    Error::io(&format!("cannot copy `{file}`"), error)
}
