//! Convex's own command as a bundler: it writes the request that it would push, and sends nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::run::run;
use crate::artifact::{Artifact, PushRequest};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Where the command is in a package's folder.
const PROGRAM: &str = "node_modules/convex/bin/main.js";

/// No deployment: where every module is pushed, the command asks it nothing.
const DEPLOYMENT: [&str; 4] = ["--url", "http://127.0.0.1:9", "--admin-key", "none"];

/// Which of the files that Convex generates are written into the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generate {
    /// None: they are there.
    Nothing,
    /// Those that modules import.
    WhatIsMissing,
}

impl Generate {
    fn argument(self) -> &'static str {
        match self {
            Self::Nothing => "disable",
            Self::WhatIsMissing => "enable",
        }
    }
}

/// Bundles the project in `folder` with the command in `program`.
///
/// # Errors
/// `NotFound` where Node is missing; `InvalidInput`, with what the command said, where it can't bundle the project; `Io`;
/// `Cancelled`.
pub(super) fn bundle(program: &Path, folder: &Path, generate: Generate, cancel: &Cancel) -> Result<Artifact> {
    let unusable = |error| Error::io("a temporary folder can't be made", &error);
    let output = tempfile::tempdir().map_err(unusable)?;
    let request = output.path().join("request");
    let mut command = Command::new("node");
    command.arg(program).arg("deploy").args(DEPLOYMENT).args(["--typecheck", "disable", "--push-all-modules"]);
    command.args(["--codegen", generate.argument(), "--write-push-request"]).arg(&request).current_dir(folder);
    // It asks nothing, and reports its own failures to nobody.
    command.env("CI", "1");
    run(&mut command, cancel)
        .map_err(|error| missing(error, "node", "install Node.js, or choose the bundler `rolldown`"))?;
    let text = fs::read_to_string(request.with_extension("json")).map_err(|error| {
        Error::io("Convex's command wrote no request", &error)
            .help("update the package `convex`, whose command must know `--write-push-request`, or choose the bundler `rolldown`")
    })?;
    Artifact::from_request(PushRequest::parse(&text)?)
}

/// The command of the package `convex` that the project depends on: in its folder, or in one around it.
///
/// # Errors
/// `NotFound` where the package is missing, without which nothing can be bundled; `Io`.
pub(super) fn find(folder: &Path) -> Result<PathBuf> {
    let folder = fs::canonicalize(folder).map_err(|error| Error::io("the folder can't be opened", &error))?;
    let found = folder.ancestors().map(|folder| folder.join(PROGRAM)).find(|program| program.is_file());
    found.ok_or_else(|| {
        Error::new(ErrorKind::NotFound, format!("the package `convex` is not installed in `{}`", folder.display()))
            .help("install what the project depends on: `npm ci`, or what its package manager has for that")
    })
}

/// Says what to do where a program can't be started.
pub(super) fn missing(error: Error, program: &str, help: &str) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    Error::new(ErrorKind::NotFound, format!("there is no program `{program}`")).help(help)
}
