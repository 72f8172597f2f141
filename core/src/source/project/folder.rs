//! Projects in folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Opened;
use super::bundler::{Bundler, Program};
use super::confine::{Bundled, in_place};
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
    let repository = Repository::of(folder);
    let found = bundler.find(folder, repository.as_ref().ok())?;
    let is_generated = functions.join("_generated").is_dir();
    let opened = match (&found, is_generated) {
        (Program::Convex(_), false) => {
            let copy = Copy::of_working_tree(&repository.map_err(not_generated)?, cancel)?;
            let mut opened = found.bundle(&copy.folder(), Generate::Missing, &copy.area()?, cancel)?;
            opened.notes.extend(copy.into_notes());
            opened
        }
        (Program::Convex(_), true) | (Program::Rolldown(_), _) => {
            let area = in_place(folder, repository.as_ref().ok())?;
            found.bundle(folder, Generate::Nothing, &area, cancel)?
        }
    };
    let Opened { value: Bundled { artifact, .. }, mut notes } = opened;
    if !is_generated {
        let how = match found {
            Program::Convex(_) => "it was generated in a copy of the project",
            Program::Rolldown(_) => "stand-ins were used for the generated files",
        };
        notes.push(format!("`_generated` is missing: {how}"));
    }
    Ok(Opened { value: artifact, notes })
}

fn not_generated(error: Error) -> Error {
    Error::new(ErrorKind::NotFound, "folder `_generated` not found")
        .help("run `npx convex codegen`, or put the project into a git repository, so that a copy can be bundled")
        .caused_by(error)
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
