//! Convex's command as a bundler: it writes the push request to a file and sends nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::run::run;
use crate::artifact::{Artifact, PushRequest};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Path of the command in a package's folder.
const PROGRAM: &str = "node_modules/convex/bin/main.js";

/// A deployment that is never contacted: the command does not need one when it pushes every module.
const DEPLOYMENT: [&str; 4] = ["--url", "http://127.0.0.1:9", "--admin-key", "none"];

/// Selects the generated files to write into the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generate {
    /// None: they exist.
    Nothing,
    /// Those that modules import.
    Missing,
}

impl Generate {
    fn argument(self) -> &'static str {
        match self {
            Self::Nothing => "disable",
            Self::Missing => "enable",
        }
    }
}

/// Bundles the project in `folder` with the command in `program`.
///
/// # Errors
/// `NotFound` if Node is missing; `InvalidInput`, with the command's output, if it cannot bundle the project; `Io`;
/// `Cancelled` after a cancellation.
pub(super) fn bundle(program: &Path, folder: &Path, generate: Generate, cancel: &Cancel) -> Result<Artifact> {
    let unusable = |error| Error::io("cannot create a temporary folder", &error);
    let output = tempfile::tempdir().map_err(unusable)?;
    let request = output.path().join("request");
    let mut command = Command::new("node");
    command.arg(program).arg("deploy").args(DEPLOYMENT).args(["--typecheck", "disable", "--push-all-modules"]);
    command.args(["--codegen", generate.argument(), "--write-push-request"]).arg(&request).current_dir(folder);
    // Disables prompts and crash reports.
    command.env("CI", "1");
    run(&mut command, cancel)
        .map_err(|error| explain_missing(error, "node", "install Node.js, or use the bundler `rolldown`"))?;
    let text = fs::read_to_string(request.with_extension("json")).map_err(|error| {
        Error::io("Convex's command wrote no request", &error)
            .help("update the package `convex` to a version with `--write-push-request`, or use the bundler `rolldown`")
    })?;
    Artifact::from_request(PushRequest::parse(&text)?)
}

/// Finds the command of the project's package `convex`, in its folder or a parent folder.
///
/// # Errors
/// `NotFound` if the package is not installed; `Io`.
pub(super) fn find(folder: &Path) -> Result<PathBuf> {
    let folder = fs::canonicalize(folder).map_err(|error| Error::io("cannot open the folder", &error))?;
    let found = folder.ancestors().map(|folder| folder.join(PROGRAM)).find(|program| program.is_file());
    found.ok_or_else(|| {
        Error::new(ErrorKind::NotFound, format!("the package `convex` is not installed in `{}`", folder.display()))
            .help("install the project's dependencies: `npm ci`, or the equivalent of its package manager")
    })
}

/// Replaces a `NotFound` error of starting a program by one with help.
pub(super) fn explain_missing(error: Error, program: &str, help: &str) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    Error::new(ErrorKind::NotFound, format!("program `{program}` not found")).help(help)
}
