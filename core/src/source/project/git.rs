//! Runs git, without anything that a repository's own configuration would run.

use std::path::{Component, Path, PathBuf};
use std::process::Command;

use super::programs::{trusted_path, working_tree};
use super::run::{explain_missing, run};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Settings that win over those of the repository. Files are read with commands that run no filters.
const SETTINGS: [&str; 10] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.alternateRefsCommand=",
    "--no-pager",
    "--no-optional-locks",
];

/// Variables that keep git from the network and from questions.
const VARIABLES: [(&str, &str); 3] =
    [("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("GIT_TERMINAL_PROMPT", "0")];

/// A working tree, and a folder in it.
#[derive(Clone)]
pub(super) struct Repository {
    /// The root of the working tree.
    pub(super) top: PathBuf,
    /// The folder of the project, relative to `top`.
    pub(super) folder: PathBuf,
}

impl Repository {
    /// Finds the repository of a folder.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let rev_parse = |option: &str| -> Result<PathBuf> {
            let mut command = git_in(folder);
            command.args(["rev-parse", option]);
            line(&mut command)
        };
        let top = rev_parse("--show-toplevel")?;
        // The configuration of a repository can name any other folder as its working tree.
        if working_tree(folder) != top.canonicalize().ok() {
            let message = format!("`{}` is not in the working tree of its repository", folder.display());
            return Err(
                Error::invalid_input(message).help("check the setting `core.worktree`, and the variable GIT_DIR")
            );
        }
        Ok(Self { top, folder: rev_parse("--show-prefix")? })
    }

    /// Finds the repository of a folder, if it is in one.
    pub(super) fn find(folder: &Path) -> Result<Option<Self>> {
        working_tree(folder).map(|_| Self::of(folder)).transpose()
    }

    /// Selects a folder in a revision, relative to the root of the repository.
    ///
    /// # Errors
    /// `InvalidInput` if it is not below the root.
    pub(super) fn with_folder(mut self, folder: &str) -> Result<Self> {
        let mut inside = PathBuf::new();
        for part in Path::new(folder).components() {
            let stays = match part {
                Component::Normal(name) => {
                    inside.push(name);
                    true
                }
                Component::CurDir => true,
                Component::ParentDir => inside.pop(),
                Component::RootDir | Component::Prefix(_) => false,
            };
            if !stays {
                return Err(Error::invalid_input(format!("folder `{folder}` is not in the revision"))
                    .help("name a folder from the root of the repository, such as `git:main:apps/web`"));
            }
        }
        self.folder = inside;
        Ok(self)
    }

    /// Resolves a revision to a commit.
    pub(super) fn commit(&self, revision: &str) -> Result<String> {
        let mut command = self.git();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{revision}^{{commit}}"));
        let commit = line(&mut command).map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => Error::new(ErrorKind::NotFound, format!("commit `{revision}` not found"))
                .help("fetch it first: `git fetch origin main`; in CI, check out the full history"),
            _ => error,
        })?;
        Ok(commit.display().to_string())
    }

    /// Returns the folder of the working tree whose packages the project uses: its own, or the nearest that exists.
    pub(super) fn installed(&self) -> PathBuf {
        let folders = self.folder.ancestors().map(|folder| self.top.join(folder));
        folders.into_iter().find(|folder| folder.is_dir()).unwrap_or_else(|| self.top.clone())
    }

    /// Returns a git command in the working tree.
    pub(super) fn git(&self) -> Command {
        git_in(&self.top)
    }
}

fn git_in(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.env("PATH", trusted_path()).envs(VARIABLES).args(SETTINGS).arg("-C").arg(folder);
    command
}

/// Runs git and splits its output at NUL.
pub(super) fn list(command: &mut Command, cancel: &Cancel) -> Result<Vec<String>> {
    let output = String::from_utf8_lossy(&git(command, cancel)?).into_owned();
    Ok(output.split_terminator('\0').map(str::to_owned).collect())
}

/// Runs git.
fn git(command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
    run(command, cancel).map_err(|error| explain_missing(error, "git", "install git, or use a folder"))
}

fn line(command: &mut Command) -> Result<PathBuf> {
    let output = git(command, &Cancel::default())?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r'])))
}
