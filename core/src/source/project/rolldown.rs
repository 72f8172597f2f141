//! rolldown as a bundler. It is a separate program because rolldown brings 250 packages that nothing else needs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::confine::{Area, Bundled, Confined};
use super::programs::{on_path, program_in};
use super::temporary::Folder;
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
pub(super) fn bundle(program: &Path, folder: &Path, area: &Area, cancel: &Cancel) -> Result<Bundled> {
    let output = Folder::new()?;
    let (request, inputs) = (output.path().join("request.json"), output.path().join("inputs.json"));
    let mut command = Command::new(program);
    command.arg(folder).arg("--output").arg(&request).arg("--inputs").arg(&inputs).arg("--until-input-ends");
    for folder in area.readable() {
        command.arg("--within").arg(folder);
    }
    let tools = vec![program.to_owned()];
    let is_enforced = Confined { area, tools, output: output.path() }.run(&mut command, cancel)?;
    let incomplete = |error| Error::io(&format!("`{}` wrote no request", program.display()), &error).help(INSTALL);
    let artifact = Artifact::from_request(PushRequest::parse(&fs::read_to_string(&request).map_err(incomplete)?)?)?;
    let inputs = crate::json::from_str(&fs::read_to_string(&inputs).map_err(incomplete)?)?;
    Ok(Bundled { artifact, inputs, is_enforced })
}
