//! rolldown as a bundler. It is a separate program because rolldown brings 250 packages that nothing else needs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::program::{on_path, program_in};
use super::run::run;
use crate::artifact::{Artifact, PushRequest};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// The name of the program.
pub(super) const PROGRAM: &str = "convex-ops-bundle";

/// Help for installing it.
pub(super) const INSTALL: &str = "install the bundler without Node, in a checkout of convex-ops: `cargo install \
                                  --locked --path core/bundle`";

/// The environment variable with its path.
const VARIABLE: &str = "CONVEX_OPS_BUNDLE";

/// Finds the program: named by the variable, next to this program, or on the PATH.
pub(super) fn find() -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()).map(PathBuf::from) {
        if named.is_file() {
            return Ok(Some(named));
        }
        let message = format!("program `{}`, named by {VARIABLE}, not found", named.display());
        return Err(Error::new(ErrorKind::NotFound, message).help(INSTALL));
    }
    let this = env::current_exe().ok();
    let beside = this.as_deref().and_then(Path::parent).map(|folder| program_in(folder, PROGRAM));
    Ok(beside.filter(|file| file.is_file()).or_else(|| on_path(PROGRAM)))
}

/// Bundles the project in `folder` without writing to it. Missing generated files are replaced by stand-ins.
///
/// # Errors
/// `InvalidInput`, with the program's output, if it cannot bundle the project; `Io`; `Cancelled` after a cancellation.
pub(super) fn bundle(program: &Path, folder: &Path, cancel: &Cancel) -> Result<Artifact> {
    let output = tempfile::tempdir().map_err(|error| Error::io("cannot create a temporary folder", &error))?;
    let request = output.path().join("request.json");
    run(Command::new(program).arg(folder).arg("--output").arg(&request), cancel)?;
    let text = fs::read_to_string(&request)
        .map_err(|error| Error::io(&format!("`{}` wrote no request", program.display()), &error).help(INSTALL))?;
    Artifact::from_request(PushRequest::parse(&text)?)
}
