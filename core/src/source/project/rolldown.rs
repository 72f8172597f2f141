//! rolldown as a bundler: a program of its own, since rolldown is 250 packages that nothing else needs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::program::{on_path, program_in};
use super::run::run;
use crate::artifact::{Artifact, PushRequest};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// What it is called.
pub(super) const PROGRAM: &str = "convex-ops-bundle";

/// How to get it.
pub(super) const INSTALL: &str = "install the bundler that needs no Node, in a checkout of convex-ops: `cargo install \
                                  --locked --path core/bundle`";

/// The environment variable that names it.
const VARIABLE: &str = "CONVEX_OPS_BUNDLE";

/// Where it is: as its variable says, or beside this program, or on the path.
pub(super) fn find() -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()).map(PathBuf::from) {
        if named.is_file() {
            return Ok(Some(named));
        }
        let message = format!("there is no program `{}`, which {VARIABLE} names", named.display());
        return Err(Error::new(ErrorKind::NotFound, message).help(INSTALL));
    }
    let this = env::current_exe().ok();
    let beside = this.as_deref().and_then(Path::parent).map(|folder| program_in(folder, PROGRAM));
    Ok(beside.filter(|file| file.is_file()).or_else(|| on_path(PROGRAM)))
}

/// Bundles the project in `folder`. Nothing is written there: files that Convex would generate, and that are missing, are
/// made up on the way.
///
/// # Errors
/// `InvalidInput`, with what the program said, where it can't bundle the project; `Io`; `Cancelled`.
pub(super) fn bundle(program: &Path, folder: &Path, cancel: &Cancel) -> Result<Artifact> {
    let output = tempfile::tempdir().map_err(|error| Error::io("a temporary folder can't be made", &error))?;
    let request = output.path().join("request.json");
    run(Command::new(program).arg(folder).arg("--output").arg(&request), cancel)?;
    let text = fs::read_to_string(&request)
        .map_err(|error| Error::io(&format!("`{}` wrote no request", program.display()), &error).help(INSTALL))?;
    Artifact::from_request(PushRequest::parse(&text)?)
}
