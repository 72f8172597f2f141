//! Projects in folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Opened;
use super::bundler::{Bundler, Program};
use super::convex_command::Generate;
use super::copy::Copy;
use super::git::Repository;
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// Default folder of the functions.
const FUNCTIONS: &str = "convex";

/// The relevant parts of a project's `convex.json`.
#[derive(Deserialize)]
struct Config {
    functions: Option<String>,
}

/// Bundles a project's folder. If generated files are missing, Convex's command bundles a copy, so that the project stays
/// unchanged.
pub(super) fn artifact(folder: &Path, bundler: Bundler, cancel: &Cancel) -> Result<Opened<Artifact>> {
    let functions = find_functions(folder)?;
    let found = bundler.find(folder)?;
    if functions.join("_generated").is_dir() {
        return found.bundle(folder, Generate::Nothing, cancel);
    }
    let mut opened = match &found {
        Program::Convex(_) => {
            let copy = Copy::of_working_tree(&repository(folder)?, cancel)?;
            found.bundle(&copy.folder(), Generate::Missing, cancel)?
        }
        Program::Rolldown(_) => found.bundle(folder, Generate::Missing, cancel)?,
    };
    opened.notes.push("`_generated` is missing: stand-ins were used for the generated files".to_owned());
    Ok(opened)
}

fn repository(folder: &Path) -> Result<Repository> {
    Repository::of(folder).map_err(|error| {
        Error::new(ErrorKind::NotFound, "folder `_generated` not found")
            .help("run `npx convex codegen`, or put the project into a git repository, so that a copy can be bundled")
            .caused_by(error)
    })
}

/// Finds the folder of a project's functions.
pub(super) fn find_functions(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("convex.json");
    let config = match fs::read_to_string(&path) {
        Ok(text) => json::from_str(&text).map_err(|error| error.in_file(path.display().to_string()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config { functions: None },
        Err(error) => return Err(Error::io("cannot read the file", &error).in_file(path.display().to_string())),
    };
    let name = config.functions.as_deref().unwrap_or(FUNCTIONS);
    let functions = folder.join(name);
    if functions.is_dir() {
        return Ok(functions);
    }
    Err(Error::new(ErrorKind::NotFound, format!("folder `{name}` not found"))
        .help("use the folder of a Convex project: the one with `convex/` and `package.json` in it"))
}
