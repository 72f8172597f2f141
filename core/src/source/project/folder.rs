//! The folder of a project.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::copy::Copy;
use super::{Opened, convex_command, git};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// Where the functions are unless `convex.json` says otherwise.
const FUNCTIONS: &str = "convex";

/// What of a project's `convex.json` matters here.
#[derive(Deserialize)]
struct Config {
    functions: Option<String>,
}

/// What a project's folder holds, bundled where it is. Where files are missing that Convex generates, a copy is bundled
/// instead, so that nothing is written into the project.
pub(super) fn artifact(folder: &Path, cancel: &Cancel) -> Result<Opened<Artifact>> {
    let functions = functions(folder)?;
    if functions.join("_generated").is_dir() {
        let artifact = convex_command::bundle(folder, convex_command::Generate::Nothing, cancel)?;
        return Ok(Opened { value: artifact, notes: Vec::new() });
    }
    let repository = git::Repository::of(folder).map_err(|error| {
        Error::new(ErrorKind::NotFound, "what Convex generates is not there: `_generated`")
            .help("run `npx convex codegen`, or keep the project in git: then a copy of it is bundled")
            .caused_by(error)
    })?;
    let copy = Copy::of_working_tree(&repository, cancel)?;
    let artifact = convex_command::bundle(&copy.folder(), convex_command::Generate::WhatIsMissing, cancel)?;
    Ok(Opened {
        value: artifact,
        notes: vec!["there is no `_generated`: what Convex generates was made up".to_owned()],
    })
}

/// The folder of a project's functions.
pub(super) fn functions(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("convex.json");
    let config = match fs::read_to_string(&path) {
        Ok(text) => json::from_str(&text).map_err(|error| error.in_file(path.display().to_string()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config { functions: None },
        Err(error) => return Err(Error::io("it can't be read", &error).in_file(path.display().to_string())),
    };
    let name = config.functions.as_deref().unwrap_or(FUNCTIONS);
    let functions = folder.join(name);
    if functions.is_dir() {
        return Ok(functions);
    }
    Err(Error::new(ErrorKind::NotFound, format!("there is no folder `{name}`"))
        .help("name the folder of a Convex project: the one with `convex/` and `package.json` in it"))
}
