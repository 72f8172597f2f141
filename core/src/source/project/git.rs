//! Git: what a revision holds, and what belongs to a working tree.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::convex_command::missing;
use super::run::run;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// A working tree, and a folder in it.
pub(super) struct Repository {
    /// The folder of the whole working tree.
    pub(super) top: PathBuf,
    /// The folder of the project, from there.
    pub(super) folder: PathBuf,
}

impl Repository {
    /// The repository that a folder is in.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let ask = |question: &str| -> Result<PathBuf> {
            let mut command = Command::new("git");
            command.arg("-C").arg(folder).args(["rev-parse", question]);
            line(&mut command)
        };
        Ok(Self { top: ask("--show-toplevel")?, folder: ask("--show-prefix")? })
    }

    /// The commit that a revision names.
    pub(super) fn commit(&self, revision: &str) -> Result<String> {
        let mut command = self.git();
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{revision}^{{commit}}"));
        let commit = line(&mut command).map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => Error::new(ErrorKind::NotFound, format!("git knows no commit `{revision}`"))
                .help("fetch it first: `git fetch origin main`, and in CI check out with the whole history"),
            _ => error,
        })?;
        Ok(commit.display().to_string())
    }

    /// Git, in the working tree.
    pub(super) fn git(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.top);
        command
    }
}

/// Runs git, and answers the parts of its output that end in NUL.
pub(super) fn list(command: &mut Command, cancel: &Cancel) -> Result<Vec<String>> {
    let output = String::from_utf8_lossy(&git(command, cancel)?).into_owned();
    Ok(output.split_terminator('\0').map(str::to_owned).collect())
}

/// Runs git.
pub(super) fn git(command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
    run(command, cancel).map_err(|error| missing(error, "git", "install git, or name a folder"))
}

fn line(command: &mut Command) -> Result<PathBuf> {
    let output = git(command, &Cancel::default())?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r'])))
}
