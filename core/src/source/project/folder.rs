//! The folder of a project.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Opened;
use super::bundler::{Bundler, Found};
use super::convex_command::Generate;
use super::copy::Copy;
use super::git::Repository;
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

/// What a project's folder holds, bundled where it is. Where files are missing that Convex generates, Convex's command
/// bundles a copy instead, so that nothing is written into the project.
pub(super) fn artifact(folder: &Path, bundler: Bundler, cancel: &Cancel) -> Result<Opened<Artifact>> {
    let functions = functions(folder)?;
    let found = bundler.find(folder)?;
    if functions.join("_generated").is_dir() {
        return found.bundle(folder, Generate::Nothing, cancel);
    }
    let mut opened = match &found {
        Found::Convex(_) => {
            let copy = Copy::of_working_tree(&repository(folder)?, cancel)?;
            found.bundle(&copy.folder(), Generate::WhatIsMissing, cancel)?
        }
        Found::Rolldown(_) => found.bundle(folder, Generate::WhatIsMissing, cancel)?,
    };
    opened.notes.push("there is no `_generated`: what Convex generates was made up".to_owned());
    Ok(opened)
}

fn repository(folder: &Path) -> Result<Repository> {
    Repository::of(folder).map_err(|error| {
        Error::new(ErrorKind::NotFound, "what Convex generates is not there: `_generated`")
            .help("run `npx convex codegen`, or keep the project in git: then a copy of it is bundled")
            .caused_by(error)
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
