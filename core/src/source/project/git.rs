//! Runs git.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::convex_command::explain_missing;
use super::run::run;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// A working tree, and a folder in it.
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
            let mut command = Command::new("git");
            command.arg("-C").arg(folder).args(["rev-parse", option]);
            line(&mut command)
        };
        Ok(Self { top: rev_parse("--show-toplevel")?, folder: rev_parse("--show-prefix")? })
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

    /// Returns a git command in the working tree.
    pub(super) fn git(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.top);
        command
    }
}

/// Runs git and splits its output at NUL.
pub(super) fn list(command: &mut Command, cancel: &Cancel) -> Result<Vec<String>> {
    let output = String::from_utf8_lossy(&git(command, cancel)?).into_owned();
    Ok(output.split_terminator('\0').map(str::to_owned).collect())
}

/// Runs git.
pub(super) fn git(command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
    run(command, cancel).map_err(|error| explain_missing(error, "git", "install git, or use a folder"))
}

fn line(command: &mut Command) -> Result<PathBuf> {
    let output = git(command, &Cancel::default())?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r'])))
}
